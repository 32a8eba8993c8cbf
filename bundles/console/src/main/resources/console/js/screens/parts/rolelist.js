// @ts-check
// Roles: what comes with them, who holds them, and for how long.

import { html, nothing } from '../../lib/html.js';
import { t } from '../../lib/text.js';
import { empty, facts, linkButton, system } from '../../lib/page.js';
import { configured } from './configured.js';
import { Holders } from './holders.js';

/** @param {import('../../lib/context.js').Context} ctx */
export function roleList(ctx) {
  const targets = ctx.data(() => ctx.api.get('/targets', { limit: 500 }));
  const roles = ctx.data(() => ctx.api.get('/roles', { limit: 500 }));
  const holders = ctx.may('scim.roles.read') ? new Holders(ctx) : undefined;
  const names = (/** @type {import('../../lib/data.js').Data<any>} */ data) => (data.value?.items ?? []).map((/** @type {any} */ each) => each.name);
  const list = configured(ctx, {
    tab: '', path: '/roles', list: t('roles.tab.roles'), addTitle: t('roles.add.roles'),
    columns: [
      { id: 'name', label: t('roles.name'), view: role => html`${role.displayName || role.name}
        ${role.displayName && role.displayName !== role.name ? html`<span class="sub">${role.name}</span>` : nothing}` },
      { id: 'targets', label: t('roles.targets'), value: role => role.targets.join(' '),
        view: role => html`${role.targets.map((/** @type {string} */ target) => html`${system(target)} `)}` },
      { id: 'includes', label: t('roles.includes'), value: role => role.includes.join(' '), view: role => role.includes.join(', ') },
      { id: 'entitlements', label: t('roles.entitlements'), end: true, value: role => role.entitlements.length, view: role => role.entitlements.length || '' },
    ],
    empty: () => empty({ title: t('roles.noRoles'), text: t('roles.noRolesText'), icon: 'roles',
      action: ctx.may('config.write') ? linkButton({ label: t('roles.add.roles'), icon: 'plus', href: ctx.here({ add: 'new' }) }) : undefined }),
    fields: values => fields(names(targets), names(roles).filter((/** @type {string} */ name) => name !== values.name)),
    values: role => ({ ...role, entitlements: (role.entitlements ?? []).map((/** @type {any} */ each) => `${each.target} = ${each.value}`) }),
    document: (values, before) => ({
      name: before.name ?? values.name, displayName: values.displayName, description: values.description ?? '',
      targets: values.targets ?? [], includes: values.includes ?? [], entitlements: (values.entitlements ?? []).map(entitlement),
    }),
    details: role => details(role, holders),
    nameOf: path => path.replace(/\[\d+\].*/, ''),
  });
  return list;
}

/** @param {string[]} targets @param {string[]} roles @returns {import('../../lib/fields.js').Field[]} */
function fields(targets, roles) {
  return [
    { name: 'name', label: t('roles.name'), kind: 'text', required: true, help: t('roles.nameHelp'), max: 100 },
    { name: 'displayName', label: t('roles.displayName'), kind: 'text' },
    { name: 'description', label: t('roles.description'), kind: 'text', wide: true },
    { name: 'targets', label: t('roles.targets'), kind: 'checks', help: t('roles.targetsHelp'), options: options(targets) },
    { name: 'includes', label: t('roles.includes'), kind: 'checks', help: t('roles.includesHelp'), options: options(roles) },
    { name: 'entitlements', label: t('roles.entitlements'), kind: 'lines', wide: true, help: t('roles.entitlementsHelp'),
      hint: 'hr-directory = cn=builders,ou=groups,dc=example' },
  ];
}

/** @param {string[]} names */
const options = names => names.map(value => ({ value, label: value }));

/** `TARGET = VALUE`; the value may have signs of equality in it. @param {string} line */
function entitlement(line) {
  const at = line.indexOf('=');
  return at < 0 ? { target: line.trim(), value: '' } : { target: line.slice(0, at).trim(), value: line.slice(at + 1).trim() };
}

/** @param {any} role @param {Holders|undefined} holders */
function details(role, holders) {
  return html`${facts([
    [t('roles.name'), html`<code>${role.name}</code>`],
    [t('roles.targets'), role.targets.length > 0 ? role.targets.map((/** @type {string} */ each) => html`${system(each)} `) : t('roles.noTargets')],
    [t('roles.includes'), role.includes.join(', ')],
    [t('roles.entitlements'), role.entitlements.length > 0 ? html`<ul class="plain">${role.entitlements.map((/** @type {any} */ each) => html`<li>
      ${system(each.target)} <code>${each.value}</code></li>`)}</ul>` : ''],
  ])}${holders ? holders.view(role) : nothing}`;
}
