// @ts-check
// A policy map while it is edited: rows, where a mistake belongs, what differs between two maps.

/** @typedef {Record<string, any>} Row as the API has it */
/** @typedef {{user: Row[], group: Row[], tables: Record<string, Record<string, string>>, tests: any[]}} PolicyMap */
/** @typedef {'from'|'expression'|'constant'|'generate'} Kind */

/** @type {Kind[]} */
export const KINDS = ['from', 'expression', 'constant', 'generate'];
export const MOMENTS = ['create', 'update', 'enable', 'disable', 'delete', 'rename', 'password'];

/** What may be said of a row besides where its values come from, and what holds when nothing is. */
export const TRAITS = {
  strength: ['strong', 'normal', 'weak'],
  type: ['string', 'number', 'boolean', 'date', 'binary'],
  case: ['exact', 'ignore', 'lower', 'upper'],
  merge: ['replace', 'add'],
};

/** A map with all its parts, of its own. @param {any} map @returns {PolicyMap} */
export function editable(map) {
  const copy = structuredClone(map || {});
  return { user: copy.user || [], group: copy.group || [], tables: copy.tables || {}, tests: copy.tests || [] };
}

/** @param {Row} row @returns {Kind} */
export const kindOf = row => KINDS.find(kind => row[kind] !== undefined) || 'from';

/** Where its values come from, as it is typed: lists one per line. @param {Row} row */
export function sourceOf(row) {
  const kind = kindOf(row);
  const source = kind === 'generate' ? row.generate.candidates : row[kind];
  return Array.isArray(source) ? source.join('\n') : source || '';
}

/**
 * The row with its values from somewhere else.
 *
 * @param {Row} row @param {Kind} kind @param {string} text @returns {Row}
 */
export function withSource(row, kind, text) {
  const rest = Object.fromEntries(Object.entries(row).filter(([name]) => !KINDS.includes(/** @type {Kind} */ (name))));
  const list = text.split('\n').map(line => line.trim()).filter(Boolean);
  if (kind === 'expression') return { ...rest, expression: text };
  if (kind === 'generate') return { ...rest, generate: { ...row.generate, candidates: list } };
  return { ...rest, [kind]: list };
}

/** The row with one of its traits; what holds anyway is left out. @param {Row} row @param {string} name @param {any} value */
export function withTrait(row, name, value) {
  const changed = { ...row, [name]: value };
  const usual = /** @type {any} */ (TRAITS)[name]?.[0];
  if (value === usual || value === '' || value === false || (Array.isArray(value) && value.length === 0)) {
    delete changed[name];
  }
  return changed;
}

/**
 * What is wrong, by the row it belongs to: `policyMap.user[3].expression` as `user[3]`.
 *
 * @param {{path: string, detail: string}[]} errors
 * @returns {{rows: Record<string, {detail: string, column: number}>, tests: Record<string, string>, others: string[]}}
 */
export function mistakes(errors) {
  /** @type {ReturnType<typeof mistakes>} */
  const found = { rows: {}, tests: {}, others: [] };
  for (const { path, detail } of errors) {
    const row = /^policyMap\.((?:user|group)\[\d+])/.exec(path || '');
    const test = /^policyMap\.tests\[(\d+)]/.exec(path || '');
    const told = path && detail.startsWith(path + ': ') ? detail.slice(path.length + 2) : detail;
    const column = /(?:^|: )column (\d+): /.exec(told);
    if (row) {
      found.rows[row[1]] ??= { detail: told, column: column ? Number(column[1]) : 0 };
    } else if (test) {
      found.tests[test[1]] ??= told;
    } else {
      found.others.push(detail);
    }
  }
  return found;
}

/**
 * The map without the rows that are wrong, for a preview of the others, and where the rows that
 * are left were.
 *
 * @param {PolicyMap} map @param {'user'|'group'} of @param {Record<string, any>} wrong by row
 */
export function withoutWrong(map, of, wrong) {
  const places = map[of].map((_, i) => i).filter(i => !(`${of}[${i}]` in wrong) && map[of][i].attribute);
  return { map: { ...map, [of]: places.map(i => map[of][i]), tests: [] }, places };
}

/**
 * What another map has otherwise, by attribute.
 *
 * @param {Row[]} before @param {Row[]} after
 * @returns {{attribute: string, kind: 'added'|'removed'|'changed', before: Row|null, after: Row|null}[]}
 */
export function differences(before, after) {
  const key = (/** @type {Row[]} */ rows) => new Map(rows.map(row => [row.attribute, row]));
  const [old, now] = [key(before), key(after)];
  const found = [];
  for (const [attribute, row] of old) {
    const other = now.get(attribute) || null;
    if (!other) found.push({ attribute, kind: /** @type {const} */ ('removed'), before: row, after: null });
    else if (canonical(row) !== canonical(other)) {
      found.push({ attribute, kind: /** @type {const} */ ('changed'), before: row, after: other });
    }
  }
  for (const [attribute, row] of now) {
    if (!old.has(attribute)) found.push({ attribute, kind: /** @type {const} */ ('added'), before: null, after: row });
  }
  return found;
}

/** @param {any} value @returns {string} */
function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join()}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  return `{${Object.keys(value).sort().map(k => JSON.stringify(k) + canonical(value[k])).join()}}`;
}

/** A row in one line, for people. @param {Row} row */
export function inWords(row) {
  const { attribute, ...rest } = row;
  const kind = kindOf(row);
  const traits = Object.entries(rest)
    .filter(([name]) => name !== kind)
    .map(([name, value]) => `${name}: ${Array.isArray(value) ? value.join(', ') : value}`);
  return [sourceOf(row).split('\n').join(', else '), ...traits].join(' · ');
}
