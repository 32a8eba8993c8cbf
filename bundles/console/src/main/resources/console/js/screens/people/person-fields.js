// @ts-check
// The fields of a user from the schemas that the server tells of, custom ones too, and what was
// changed in them as a SCIM PATCH.

import { valueOf } from '../../lib/fields.js';
import { hasText, t } from '../../lib/text.js';

/** @typedef {import('../../lib/fields.js').Field} Field */

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:User';
const PATCH = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';
/** Everybody gives these; what else the core schema has is shown when asked for. */
const USUAL = ['userName', 'displayName', 'name.givenName', 'name.familyName', 'emails', 'active', 'title', 'phoneNumbers'];
/** Set elsewhere, or by the server. */
const NOT_HERE = new Set(['id', 'meta', 'schemas', 'groups', 'roles', 'entitlements', 'x509Certificates', 'photos', 'ims', 'addresses', 'password']);

/**
 * @param {any[]} schemas as `/scim2/Schemas` tells them
 * @param {boolean} fresh whether it is a new one, which may be given a password
 * @returns {Field[]} named by SCIM's paths: `name.givenName`, `urn:...:User:department`
 */
export function personFields(schemas, fresh) {
  const core = schemas.find(schema => schema.id === CORE);
  const others = schemas.filter(schema => schema.id !== CORE && /:User$/.test(schema.id));
  /** @type {Field[]} */
  const fields = [];
  for (const attribute of core?.attributes || []) add(fields, attribute, '', undefined);
  fields.sort((a, b) => rank(a.name) - rank(b.name));
  for (const field of fields) field.advanced = !USUAL.includes(field.name);
  if (fresh) {
    const at = fields.findIndex(field => field.name === 'active');
    fields.splice(at < 0 ? fields.length : at, 0, { name: 'password', label: t('users.password'), kind: 'secret', help: t('users.password-help') });
  }
  for (const schema of others) {
    /** @type {Field[]} */
    const more = [];
    for (const attribute of schema.attributes) add(more, attribute, schema.id + ':', label(schema.name, schema.name));
    fields.push(...more);
  }
  return fields;
}

/** @param {string} name */
function rank(name) {
  const at = USUAL.indexOf(name);
  return at < 0 ? USUAL.length : at;
}

/** @param {Field[]} fields @param {any} attribute @param {string} prefix @param {string|undefined} group */
function add(fields, attribute, prefix, group) {
  const path = prefix + attribute.name;
  if ((!prefix && NOT_HERE.has(attribute.name)) || attribute.mutability === 'readOnly') return;
  if (attribute.type === 'complex' && !attribute.multiValued) {
    for (const sub of attribute.subAttributes || []) {
      if (sub.name === '$ref' || sub.mutability === 'readOnly') continue;
      fields.push({ ...plain(sub, `${path}.${sub.name}`, group), label: label(`${attribute.name}.${sub.name}`, sub.name) });
    }
  } else if (attribute.type === 'complex') {
    const subs = (attribute.subAttributes || []).map((/** @type {any} */ sub) => sub.name);
    const types = attribute.subAttributes?.find((/** @type {any} */ sub) => sub.name === 'type')?.canonicalValues || [];
    if (subs.includes('value')) {
      fields.push({ name: path, label: label(attribute.name, attribute.name), kind: 'values', group, required: attribute.required,
        options: types.map((/** @type {string} */ value) => ({ value, label: value })) });
    }
  } else {
    fields.push(plain(attribute, path, group));
  }
}

/** @param {any} attribute @param {string} path @param {string|undefined} group @returns {Field} */
function plain(attribute, path, group) {
  const choices = attribute.canonicalValues || [];
  return {
    name: path, label: label(attribute.name, attribute.name), group, required: !!attribute.required && attribute.type !== 'boolean',
    kind: attribute.multiValued ? 'lines' : kind(attribute.type), help: group && attribute.description?.length > 20 ? attribute.description : undefined,
    suggestions: choices.length ? choices : undefined,
  };
}

/** @param {string} type @returns {Field['kind']} */
function kind(type) {
  if (type === 'boolean' || type === 'integer' || type === 'decimal') return type;
  return type === 'dateTime' ? 'datetime' : 'text';
}

/** @param {string} key @param {string} name of the attribute */
function label(key, name) {
  if (hasText('users.attribute-' + key)) return t('users.attribute-' + key);
  const words = name.replace(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** What a user has, by name of the field. @param {Field[]} fields @param {any} user @returns {Record<string, any>} */
export function valuesOf(fields, user) {
  /** @type {Record<string, any>} */
  const values = {};
  for (const field of fields) {
    const value = read(user, field.name);
    if (value === undefined) continue;
    values[field.name] = field.kind === 'datetime' ? local(value) : value;
  }
  return values;
}

/** As a browser's field takes it. @param {string} instant */
function local(instant) {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? '' : new Date(date.getTime() - date.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
}

/** @param {any} user @param {string} path */
function read(user, path) {
  const [holder, rest] = parts(path);
  let value = holder ? user[holder] : user;
  for (const name of rest) value = value?.[name];
  return value;
}

/** The extension a path is in, and the names after it. @param {string} path @returns {[string, string[]]} */
function parts(path) {
  const colon = path.lastIndexOf(':');
  const inner = path.slice(colon + 1).split('.');
  return [colon < 0 ? '' : path.slice(0, colon), inner];
}

/** A new user. @param {Record<string, any>} values */
export function created(values) {
  /** @type {any} */
  const user = { schemas: [CORE] };
  for (const [path, value] of Object.entries(values)) {
    if (isEmpty(value)) continue;
    const [holder, names] = parts(path);
    let place = user;
    if (holder) {
      if (!user[holder]) {
        user[holder] = {};
        user.schemas.push(holder);
      }
      place = user[holder];
    }
    for (const name of names.slice(0, -1)) place = place[name] ||= {};
    place[names[names.length - 1]] = value;
  }
  return user;
}

/**
 * What differs, as a PATCH; null when nothing does.
 *
 * @param {Field[]} fields @param {any} user as it was read @param {Record<string, any>} values
 */
export function patch(fields, user, values) {
  const before = valuesOf(fields, user);
  const operations = [];
  for (const field of fields) {
    const now = values[field.name];
    const old = valueOf(field, before[field.name]);
    if (JSON.stringify(now ?? null) === JSON.stringify(old ?? null) || (isEmpty(now) && isEmpty(old))) continue;
    if (field.kind === 'boolean' && !now && before[field.name] === undefined) continue;
    operations.push(isEmpty(now) ? { op: 'remove', path: field.name } : { op: 'replace', path: field.name, value: now });
  }
  return operations.length ? { schemas: [PATCH], Operations: operations } : null;
}

/** @param {...any} operations */
export const patchOf = (...operations) => ({ schemas: [PATCH], Operations: operations });

/** @param {any} value */
const isEmpty = value => value === undefined || value === null || value === '' || (Array.isArray(value) && !value.length);
