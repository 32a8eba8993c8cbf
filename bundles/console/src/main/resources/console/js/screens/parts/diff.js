// @ts-check
// What differs between two documents, as rows for people. Pure: no DOM, no texts.

/**
 * @typedef {{path: string, before: string|undefined, after: string|undefined}} Difference
 */

const SCHEMA = /^urn:[^.\s]*:/;

/**
 * A value on one line; lists are told by what they hold.
 *
 * @param {unknown} value
 * @returns {string}
 */
export function plain(value) {
  if (value === null || value === undefined) return '';
  if (Array.isArray(value)) return value.map(plain).join(', ');
  if (typeof value === 'object') {
    return Object.entries(value).map(([k, v]) => `${k}: ${plain(v)}`).join('; ');
  }
  return String(value);
}

/**
 * The leaves of a document by their path. Lists of plain values are one leaf; those of documents
 * are told by their type where there is one, since their order says nothing.
 *
 * @param {unknown} document
 * @returns {Map<string, string>}
 */
export function leaves(document) {
  /** @type {Map<string, string>} */
  const found = new Map();
  walk(document, '', found);
  return found;
}

/**
 * @param {unknown} value
 * @param {string} path
 * @param {Map<string, string>} found
 */
function walk(value, path, found) {
  if (value === null || value === undefined) return;
  if (Array.isArray(value)) {
    walkList(value, path, found);
  } else if (typeof value === 'object') {
    for (const [name, inner] of Object.entries(value)) {
      walk(inner, path === '' ? name : `${path}.${name}`, found);
    }
  } else {
    found.set(path, String(value));
  }
}

/**
 * @param {unknown[]} list
 * @param {string} path
 * @param {Map<string, string>} found
 */
function walkList(list, path, found) {
  if (list.length > 0 && list.every(item => typeof item === 'object' && item !== null)) {
    list.forEach((item, i) => {
      const type = /** @type {{type?: unknown}} */ (item).type;
      const name = typeof type === 'string' ? type : list.length === 1 ? '' : String(i + 1);
      walk(item, name === '' ? path : `${path}[${name}]`, found);
    });
  } else if (list.length > 0) {
    found.set(path, list.map(plain).join(', '));
  }
}

/**
 * @param {unknown} before absent for what is new
 * @param {unknown} after absent for what is gone
 * @returns {Difference[]} what differs, in the order of the newer document
 */
export function differences(before, after) {
  const old = leaves(before);
  const now = leaves(after);
  /** @type {Difference[]} */
  const rows = [];
  for (const [path, value] of now) {
    if (old.get(path) !== value) rows.push({ path, before: old.get(path), after: value });
  }
  for (const [path, value] of old) {
    if (!now.has(path)) rows.push({ path, before: value, after: undefined });
  }
  return rows;
}

/**
 * The last part of a path, for people; whole paths stay in the title.
 *
 * @param {string} path
 */
export function shortPath(path) {
  return path.replace(SCHEMA, '');
}

/**
 * What a target is sent, against what it was found to hold: only attributes that are sent count.
 *
 * @param {Record<string, unknown>} held
 * @param {Record<string, unknown>} sent
 * @returns {Difference[]}
 */
export function toBeSent(held, sent) {
  const kept = Object.fromEntries(Object.keys(sent).map(name => [name, held[name]]));
  return differences(kept, sent);
}
