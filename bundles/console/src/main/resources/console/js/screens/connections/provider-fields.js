// @ts-check
// The fields of an identity provider, by tab. Names are paths of the API. `write` makes texts of
// what is not a text there, `read` the other way round.

import { t } from '../../lib/text.js';
import { fields } from './field.js';

const f = fields('identity-providers');
const oidc = (/** @type {any} */ values) => values['signIn.protocol'] === 'oidc';
const saml = (/** @type {any} */ values) => values['signIn.protocol'] === 'saml';

/** @param {any} [provider] */
export const general = provider => ({
  fields: [
    f('name', 'text', { required: true }), f('displayName', 'text'),
    f('description', 'text', { wide: true }),
    f('homeRealmId', 'text'), f('defaultTarget', 'text'),
    f('alias', 'text', { advanced: true }), f('tenantDomain', 'text', { advanced: true }),
    f('identifierPattern', 'text', { advanced: true }), f('identifierSeparator', 'text', { advanced: true }),
  ],
});

export const scope = () => ({
  fields: [
    f('provisioningRoles', 'lines', { hint: 'staff' }),
    f('provisionedAttributes', 'lines', { hint: 'mail\nl = Berlin' }),
  ],
  /** @param {any} provider */
  write: provider => ({
    provisionedAttributes: provider.provisionedAttributes.map((/** @type {any} */ one) =>
      (typeof one === 'string' ? one : one.default === undefined ? one.attribute : `${one.attribute} = ${one.default}`)).join('\n'),
  }),
  /** @param {any} values */
  read: values => ({ ...values, provisionedAttributes: values.provisionedAttributes.map((/** @type {string} */ line) => {
    const [attribute, ...rest] = line.split('=').map(part => part.trim());
    return rest.length ? { attribute, default: rest.join('=') } : attribute;
  }) }),
});

/** @param {any} [provider] */
export const signIn = provider => ({
  fields: [
    f('signIn.protocol', 'choice', { required: true, values: ['none', 'oidc', 'saml'], group: t('identity-providers.group-how') }),
    f('signIn.domains', 'lines', { group: t('identity-providers.group-how'), hint: 'example.org', when: values => values['signIn.protocol'] !== 'none' }),
    f('signIn.takesAssertions', 'boolean', { group: t('identity-providers.group-how'), when: values => values['signIn.protocol'] !== 'none' }),
    ...[
      f('signIn.oidc.issuer', 'uri', { required: true, hint: 'https://login.example.org/' }),
      f('signIn.oidc.clientId', 'text', { required: true }),
      f('signIn.oidc.clientSecret', 'secret', { isSet: !!provider?.signIn?.oidc?.clientSecretSet }),
      f('signIn.oidc.scopes', 'lines', { hint: 'profile\nemail' }),
      f('signIn.oidc.algorithms', 'lines', { advanced: true, hint: 'RS256' }),
      f('signIn.oidc.readsUserInfo', 'boolean', { advanced: true }),
      f('signIn.oidc.authorizationEndpoint', 'uri', { advanced: true }), f('signIn.oidc.tokenEndpoint', 'uri', { advanced: true }),
      f('signIn.oidc.userInfoEndpoint', 'uri', { advanced: true }), f('signIn.oidc.endSessionEndpoint', 'uri', { advanced: true }),
    ].map(field => ({ ...field, group: 'OpenID Connect', when: oidc })),
    ...[
      f('signIn.saml.entityId', 'text', { required: true }), f('signIn.saml.signInUrl', 'uri', { required: true }),
      f('signIn.saml.signOutUrl', 'uri'), f('signIn.saml.subjectAttribute', 'text'),
      f('signIn.saml.nameIdFormat', 'text', { advanced: true, wide: true }),
    ].map(field => ({ ...field, group: 'SAML 2.0', when: saml })),
    f('jwksUri', 'uri', { group: t('identity-providers.group-keys'), when: oidc }),
    f('certificates', 'code', { group: t('identity-providers.group-keys'), hint: '-----BEGIN CERTIFICATE-----', when: values => values['signIn.protocol'] !== 'none' }),
  ],
  /** @param {any} there */
  write: there => ({ certificates: there.certificates.join('\n') }),
  /** @param {any} values */
  read: values => {
    const { certificates, ...rest } = values;
    const frames = String(certificates || '').match(/-----BEGIN[^-]*-----[^-]*-----END[^-]*-----/g) || (certificates ? [certificates] : []);
    return 'certificates' in values ? { ...rest, certificates: frames } : rest;
  },
});

export const jit = () => {
  const on = (/** @type {any} */ values) => !!values['signIn.jit.enabled'];
  return {
    fields: [
      f('signIn.jit.enabled', 'boolean'),
      ...[
        f('signIn.jit.scheme', 'choice', { required: true, values: ['silent', 'consent', 'user-name', 'user-name-and-password'] }),
        f('signIn.jit.userStore', 'text', { required: true }),
        f('signIn.jit.attributes', 'choice', { required: true, values: ['preserve-local', 'override-all', 'none'] }),
        f('signIn.jit.groups', 'choice', { required: true, values: ['merge', 'override', 'keep-manual'] }),
        f('signIn.jit.lookups', 'lines', { hint: 'employee_id = employeeNumber' }),
        f('signIn.jit.protectedGroups', 'lines'),
        f('signIn.jit.userStoreClaim', 'text', { advanced: true }),
        f('signIn.jit.clearsAbsent', 'boolean', { advanced: true }),
        f('signIn.jit.failsClosed', 'boolean', { advanced: true }),
      ].map(field => ({ ...field, when: on })),
    ],
    /** @param {any} there */
    write: there => ({ 'signIn.jit.lookups': (there.signIn.jit.lookups || []).map((/** @type {any} */ one) => `${one.claim} = ${one.attribute}`).join('\n') }),
    /** @param {any} values */
    read: values => (values['signIn.jit.lookups'] ? { ...values,
      'signIn.jit.lookups': pairs(values['signIn.jit.lookups']).map(([claim, attribute]) => ({ claim, attribute })) } : values),
  };
};

export const claims = () => ({
  fields: [
    f('claimMappings', 'textarea', { hint: 'given_name = name.givenName' }),
    f('roleMappings', 'textarea', { hint: 'Domain Users = staff' }),
    f('unmappedRoles', 'choice', { required: true, values: ['drop', 'keep'] }),
  ],
  /** @param {any} there */
  write: there => ({
    claimMappings: there.claimMappings.map(claimLine).join('\n'),
    roleMappings: there.roleMappings.map((/** @type {any} */ one) => `${one.remote} = ${one.local}`).join('\n'),
  }),
  /** @param {any} values */
  read: values => ({ ...values,
    claimMappings: pairs(String(values.claimMappings || '').split('\n')).map(claimOf),
    roleMappings: pairs(String(values.roleMappings || '').split('\n')).map(([remote, local]) => ({ remote, local })) }),
});

/** `given_name = name.givenName; authority: local` @param {any} claim */
function claimLine({ remote, local, ...more }) {
  return [`${remote} = ${local}`, ...Object.entries(more).map(([name, value]) => `${name}: ${value}`)].join('; ');
}

/** @param {[string, string]} pair */
function claimOf([remote, rest]) {
  const [local, ...more] = rest.split(';').map(part => part.trim());
  return { remote, local, ...Object.fromEntries(more.map(part => part.split(/:\s*(.*)/s).slice(0, 2))) };
}

/** @param {string[]} rows lines of `left = right` @returns {[string, string][]} */
function pairs(rows) {
  return rows.map(row => row.trim()).filter(Boolean).map(row => {
    const sign = row.indexOf('=');
    return sign < 0 ? [row, ''] : [row.slice(0, sign).trim(), row.slice(sign + 1).trim()];
  });
}
