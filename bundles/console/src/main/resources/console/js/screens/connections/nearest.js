// @ts-check
// What somebody probably meant who wrote a word that is not known.

/** What expressions may call; docs/policy-maps.md says what each gives. */
export const FUNCTIONS = {
  'ascii(t)': 'without accents',
  'lower(t)': '', 'upper(t)': '', 'capitalize(t)': '', 'trim(t)': '',
  'left(t, n)': 'the first characters', 'right(t, n)': 'the last ones',
  'replace(t, what, by)': '',
  'keep(t, "a-z0-9")': 'only these characters',
  'split(t, separator)': 'a list', 'join(list, separator)': 'one text',
  'coalesce(a, b)': 'the first with a value',
  'lookup("table", key)': 'from a table of the map',
  'date(t, pattern)': 'a date as text', 'addDays(t, n)': 'a later date',
  'fileTime(t)': 'as Active Directory counts',
};

const NAMES = [...Object.keys(FUNCTIONS).map(call => call.slice(0, call.indexOf('('))), 'user', 'group',
  'enterprise', 'counter', 'has', 'size', 'contains', 'startsWith', 'endsWith', 'matches', 'int', 'string', 'exists',
  'filter', 'map', 'all'];

/**
 * The name that is meant by a message such as `undeclared reference to 'lowwer'`.
 *
 * @param {string} message
 * @returns {string} empty when nothing is near
 */
export function meant(message) {
  const word = /undeclared reference to '([^']+)'/.exec(message)?.[1];
  if (!word) return '';
  let best = '';
  let least = Math.min(3, Math.ceil(word.length / 2) + 1);
  for (const name of NAMES) {
    const far = distance(word.toLowerCase(), name.toLowerCase());
    if (far < least) [best, least] = [name, far];
  }
  return best;
}

/** How many letters have to change. @param {string} a @param {string} b */
function distance(a, b) {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
    }
    row = next;
  }
  return row[b.length];
}
