// @ts-check
// Figures over time: where there is no data there is a gap, not a zero. Pure.

/**
 * @typedef {object} Series
 * @property {string} name
 * @property {string|null} target
 * @property {string} unit
 * @property {(number|null)[]} values oldest first
 *
 * @typedef {{x: number, y: number, value: number}} Point
 */

const ROUND = [1, 1.5, 2, 3, 4, 5, 6, 8, 10];

/**
 * The end of an axis: round, and at or above the largest value.
 *
 * @param {number} most
 */
export function top(most) {
  if (!(most > 0)) return 1;
  const power = 10 ** Math.floor(Math.log10(most));
  return ROUND.map(k => k * power).find(end => end >= most * 0.999) ?? 10 * power;
}

/** @param {Series[]} all @returns {number} 0 when there is no value at all */
export function most(all) {
  return all.reduce((max, one) => one.values.reduce((m, v) => Math.max(/** @type {number} */ (m), v ?? 0), max) ?? max, 0);
}

/**
 * Unbroken parts of a series in a box; a single value between gaps is a part of one point.
 *
 * @param {(number|null)[]} values
 * @param {number} end of the axis of values
 * @param {{left: number, top: number, width: number, height: number}} box
 * @returns {Point[][]}
 */
export function parts(values, end, box) {
  /** @type {Point[][]} */
  const found = [];
  /** @type {Point[]} */
  let part = [];
  const step = values.length > 1 ? box.width / (values.length - 1) : 0;
  values.forEach((value, i) => {
    if (value === null || value === undefined) {
      if (part.length > 0) found.push(part);
      part = [];
    } else {
      part.push({ x: box.left + i * step, y: box.top + box.height * (1 - Math.min(value / end, 1)), value });
    }
  });
  if (part.length > 0) found.push(part);
  return found;
}

/**
 * The last value there is, and how long ago it was, in steps.
 *
 * @param {(number|null)[]} values
 * @returns {{value: number, ago: number}|undefined}
 */
export function latest(values) {
  for (let i = values.length - 1; i >= 0; i--) {
    const value = values[i];
    if (value !== null && value !== undefined) return { value, ago: values.length - 1 - i };
  }
  return undefined;
}

/**
 * Series by what they tell, each with its targets.
 *
 * @param {Series[]} all
 * @returns {Map<string, Series[]>}
 */
export function byName(all) {
  /** @type {Map<string, Series[]>} */
  const groups = new Map();
  for (const one of all) groups.set(one.name, [...(groups.get(one.name) ?? []), one]);
  return groups;
}

/**
 * A series made coarser for a table: the largest value of so many steps, null where there is none.
 *
 * @param {(number|null)[]} values
 * @param {number} by steps in one
 * @returns {(number|null)[]}
 */
export function coarser(values, by) {
  /** @type {(number|null)[]} */
  const rows = [];
  for (let i = 0; i < values.length; i += by) {
    const some = values.slice(i, i + by).filter(v => v !== null && v !== undefined);
    rows.push(some.length > 0 ? Math.max(.../** @type {number[]} */ (some)) : null);
  }
  return rows;
}
