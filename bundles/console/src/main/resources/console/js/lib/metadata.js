// @ts-check
// Fields from what a connector type says of its settings: a connector brings no code for browsers.

/**
 * @typedef {object} Property as `GET /connector-types/{id}` tells it
 * @property {string} id
 * @property {string} name
 * @property {string} [description]
 * @property {string} kind
 * @property {boolean} [required]
 * @property {boolean} [many]
 * @property {string[]} [defaults]
 * @property {string[]} [options] the only values that are allowed
 * @property {string} [min]
 * @property {string} [max]
 */

/** @type {Record<string, import('./fields.js').Field['kind']>} */
const KINDS = { text: 'text', secret: 'secret', integer: 'integer', decimal: 'decimal', boolean: 'boolean' };

/**
 * @param {Property[]} properties
 * @param {string[]} secretsSet ids of the secrets that have a value
 * @param {string} [group]
 * @returns {import('./fields.js').Field[]} named `settings.ID`, as the server names them in its errors
 */
export const fieldsOf = (properties, secretsSet, group) => properties.map(property => {
  const kind = kindOf(property);
  return {
    name: 'settings.' + property.id, label: property.name || property.id, kind, help: property.description,
    required: !!property.required && kind !== 'boolean', group, options: property.options?.map(value => ({ value, label: value })),
    min: numeric(property.min), max: numeric(property.max),
    wide: kind === 'lines' || kind === 'checks',
    isSet: kind === 'secret' ? secretsSet.includes(property.id) : undefined,
  };
});

/** What a new one begins with. @param {Property[]} properties @returns {Record<string, any>} by name of the field */
export const defaultsOf = properties => Object.fromEntries(properties
  .filter(property => property.defaults?.length)
  .map(property => ['settings.' + property.id, first(property)]));

/** @param {Property} property */
function first(property) {
  const defaults = property.defaults || [];
  const kind = kindOf(property);
  if (kind === 'lines' || kind === 'checks') return defaults;
  return kind === 'boolean' ? defaults[0] === 'true' : defaults[0];
}

/** @param {Property} property @returns {import('./fields.js').Field['kind']} */
function kindOf(property) {
  if (property.options?.length) return property.many ? 'checks' : 'choice';
  if (property.many) return 'lines';
  return KINDS[property.kind] || 'text';
}

/** @param {string|undefined} text */
const numeric = text => (text === undefined || text === null || text === '' || Number.isNaN(Number(text)) ? undefined : Number(text));
