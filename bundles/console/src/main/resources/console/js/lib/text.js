// @ts-check
// Texts by message key. `t('users.title')` is the entry `title` of js/text/LANGUAGE/users.js.

/** @typedef {string | {one: string, other: string}} Message */

/** @type {Map<string, Record<string, Message>>} */
const files = new Map();
const language = 'en';
const plurals = new Intl.PluralRules(language);

/** Loads the texts of a file, once. @param {string} name */
export async function loadTexts(name) {
  if (files.has(name)) return;
  const module = await import(`../text/${language}/${name}.js`);
  files.set(name, module.default);
}

/**
 * The text of a key. `{name}` in it is replaced by a value; an entry with `one` and `other` is
 * chosen by the value `n`. A key without a text is shown itself, so that it is seen and mended.
 *
 * @param {string} key file and entry, for example `users.title`
 * @param {Record<string, unknown>} [values]
 * @returns {string}
 */
export function t(key, values = {}) {
  const dot = key.indexOf('.');
  const message = files.get(key.slice(0, dot))?.[key.slice(dot + 1)];
  if (message === undefined) return key;
  const text = typeof message === 'string'
    ? message
    : plurals.select(Number(values.n)) === 'one' ? message.one : message.other;
  return text.replace(/\{(\w+)\}/g, (whole, name) => {
    const value = values[name];
    if (value === undefined) return whole;
    return typeof value === 'number' ? number(value) : String(value);
  });
}

/** Whether there is a text for a key. @param {string} key */
export function hasText(key) {
  const dot = key.indexOf('.');
  return files.get(key.slice(0, dot))?.[key.slice(dot + 1)] !== undefined;
}

const numbers = new Intl.NumberFormat(language);

/** A number as people write it. @param {number} value */
export function number(value) {
  return numbers.format(value);
}
