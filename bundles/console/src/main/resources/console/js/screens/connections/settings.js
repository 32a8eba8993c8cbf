// @ts-check
// A target's settings by the properties of its connector type: what a form shows of them, and what
// is sent. Nothing in here knows a connector.

/**
 * @typedef {object} Property as GET /connector-types tells it
 * @property {string} id
 * @property {string} name
 * @property {string} description
 * @property {'text'|'secret'|'boolean'|'integer'|'decimal'} kind
 * @property {boolean} required
 * @property {boolean} many
 * @property {string[]} defaults
 * @property {string[]} options
 * @property {string} [min]
 * @property {string} [max]
 */
/** @typedef {Record<string, any>} Settings */
/** @typedef {{key: string, properties: Property[], folded: boolean}} Group */

/**
 * What the form begins with: what is stored, else what holds when nothing is said. Lists are one
 * entry per line. Secrets are never there.
 *
 * @param {Property[]} properties @param {Settings} stored @returns {Record<string, any>}
 */
export function draftOf(properties, stored) {
  return Object.fromEntries(properties.map(p => ['settings.' + p.id, initial(p, stored[p.id])]));
}

/** @param {Property} p @param {any} value */
function initial(p, value) {
  if (p.kind === 'secret') return '';
  if (p.kind === 'boolean') return value ?? p.defaults[0] === 'true';
  if (p.many) return (value ?? p.defaults).map(String).join('\n');
  return String(value ?? p.defaults[0] ?? '');
}

/**
 * What is sent: what differs from what holds when nothing is said, numbers as numbers. What cannot
 * be a number goes as it is, for the server to say so at its field. A secret goes when one was typed.
 *
 * @param {Property[]} properties @param {Record<string, any>} draft @returns {Settings}
 */
export function settingsOf(properties, draft) {
  /** @type {Settings} */
  const settings = {};
  for (const p of properties) {
    const value = draft['settings.' + p.id];
    if (p.kind === 'secret') {
      if (value) settings[p.id] = value;
    } else if (differs(p, value)) {
      settings[p.id] = typed(p, value);
    }
  }
  return settings;
}

/** @param {Property} p @param {any} value */
function differs(p, value) {
  if (value === undefined) return false;
  if (p.many) return lines(value).join('\n') !== p.defaults.join('\n');
  if (p.kind !== 'text' && value === '') return false;
  return String(value) !== (p.defaults[0] ?? (p.kind === 'boolean' ? 'false' : ''));
}

/** @param {Property} p @param {any} value */
function typed(p, value) {
  if (p.many) return lines(value).map(line => number(p, line));
  return number(p, value);
}

/** @param {Property} p @param {any} value */
function number(p, value) {
  const numeric = p.kind === 'integer' || p.kind === 'decimal';
  return numeric && /^-?\d+(\.\d+)?$/.test(String(value).trim()) ? Number(value) : value;
}

/** The entries of a list that is typed one per line. @param {string} text */
export function lines(text) {
  return String(text).split('\n').map(line => line.trim()).filter(Boolean);
}

/**
 * The properties in groups. Authors list what is needed to connect first: all up to the last
 * required one are the connection, and what has to do with signing in belongs there as well. The
 * rest goes by whom it is about; what is not about users or groups is folded away.
 *
 * @param {Property[]} properties @returns {Group[]}
 */
export function groupsOf(properties) {
  const last = properties.reduce((found, p, i) => (p.required ? i : found), -1);
  /** @type {Record<string, Property[]>} */
  const parts = { connection: [], users: [], groups: [], more: [] };
  properties.forEach((p, i) => parts[i <= last || signsIn(p) ? 'connection' : about(p.id)].push(p));
  return Object.entries(parts)
    .filter(([, part]) => part.length > 0)
    .map(([key, part]) => ({ key, properties: part, folded: key !== 'connection' }));
}

/** @param {Property} p */
function signsIn(p) {
  return p.id !== 'defaultPassword' && (p.kind === 'secret' || SIGN_IN.has(p.id));
}

const SIGN_IN = new Set(['authentication', 'user', 'password', 'tokenUrl', 'clientId', 'scope',
  'apiKeyHeader', 'trustedCertificates', 'serviceAccount', 'groupsUrl']);

/** @param {string} id */
function about(id) {
  if (/user/i.test(id)) return 'users';
  return /group|member/i.test(id) ? 'groups' : 'more';
}

/** What is too long for a line: certificates, keys, whole documents. */
const LONG = /certificate|privateKey|procedures|wsdlText|failures|headers/i;

/**
 * The fields of a form. Their names are where the server says that something is wrong.
 *
 * @param {Property[]} properties @param {string[]} secretsSet
 * @param {(key: string) => string} heading of a group
 * @returns {import('../../lib/fields.js').Field[]}
 */
export function fieldsOf(properties, secretsSet, heading) {
  return groupsOf(properties).flatMap(group => group.properties.map(p => ({
    name: 'settings.' + p.id,
    label: p.name,
    help: p.description,
    kind: kindOf(p),
    required: p.required,
    group: heading(group.key),
    advanced: group.folded || (LONG.test(p.id) && !p.required),
    options: p.options.map(value => ({ value, label: value })),
    min: p.min === undefined ? undefined : Number(p.min),
    max: p.max === undefined ? undefined : Number(p.max),
    isSet: p.kind === 'secret' ? secretsSet.includes(p.id) : undefined,
    hint: p.kind === 'secret' && LONG.test(p.id) && secretsSet.includes(p.id) ? STORED : undefined,
  })));
}

const STORED = '••••';

/** @param {Property} p @returns {import('../../lib/fields.js').Field['kind']} */
function kindOf(p) {
  if (LONG.test(p.id) && (p.kind === 'secret' || !p.many)) return 'code';
  if (p.kind === 'secret') return 'secret';
  if (p.many) return 'lines';
  if (p.options.length) return 'choice';
  return p.kind;
}

/**
 * The sentence without the place, which is seen where it stands.
 *
 * @param {string} path @param {string} detail
 */
export function withoutPath(path, detail) {
  const text = detail.startsWith(path + ': ') ? detail.slice(path.length + 2) : detail;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
