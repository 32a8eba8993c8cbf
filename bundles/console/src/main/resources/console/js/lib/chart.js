// @ts-check
// Charts in SVG. Where things are is in attributes and what they look like in classes, so that no
// style stands in the page. Each has a name in words and the same as a table.

import { html, svg, nothing } from './html.js';
import { number, t } from './text.js';

/** @typedef {{name: string, tone: 'c-ok'|'c-warn'|'c-fail'|'c-4'|'c-5'|'c-6', values: (number|null)[]}} Series */
/**
 * @typedef {object} ChartOptions
 * @property {string} title
 * @property {string[]} labels
 * @property {Series[]} series a null is a gap
 * @property {string} [unit]
 * @property {number} [height]
 * @property {boolean} [whole] counts: nothing between 0 and 1 is on the axis
 * @property {(value: number) => string} [format]
 */

const WIDTH = 640;
const LEFT = 40;
const BOTTOM = 22;
const TOP = 8;
const LABELS = 8;

/** Bars, one series on the other. @param {ChartOptions} what */
export function bars(what) {
  const high = what.height || 190;
  const sums = what.labels.map((_, at) => what.series.reduce((sum, one) => sum + (one.values[at] || 0), 0));
  const most = nice(Math.max(...sums, 1));
  const step = (WIDTH - LEFT) / Math.max(1, what.labels.length);
  const width = Math.min(step * 0.62, 22);
  const y = (/** @type {number} */ value) => TOP + (high - TOP - BOTTOM) * (1 - value / most);
  return frame({ ...what, whole: true }, most, y, high, svg`${what.labels.map((label, at) => {
    let reached = 0;
    return svg`<g>${what.series.map(one => {
      const value = one.values[at] || 0;
      const top = y(reached + value);
      const foot = y(reached);
      reached += value;
      return value ? svg`<rect class=${one.tone} x=${LEFT + step * at + (step - width) / 2} width=${width} y=${top}
        height=${Math.max(1, foot - top - 0.8)} rx="1.5"></rect>` : nothing;
    })}<title>${label}: ${what.series.map(one => `${one.values[at] ?? '–'} ${one.name}`).join(', ')}</title></g>`;
  })}${ticks(what.labels, step, high)}`);
}

/** Lines that break where nothing is known. @param {ChartOptions} what */
export function lines(what) {
  const high = what.height || 190;
  const known = what.series.flatMap(one => one.values).filter(value => value !== null);
  const most = nice(Math.max(.../** @type {number[]} */ (known), what.whole ? 1 : 0) || 1);
  const step = (WIDTH - LEFT) / Math.max(1, what.labels.length);
  const y = (/** @type {number} */ value) => TOP + (high - TOP - BOTTOM) * (1 - value / most);
  const x = (/** @type {number} */ at) => LEFT + step * (at + 0.5);
  return frame(what, most, y, high, svg`${what.series.map(one => svg`<path class=${'ln ' + one.tone} d=${path(one.values, x, y)}></path>`)}${
    ticks(what.labels, step, high)}`);
}

/** @param {ChartOptions} what @param {number} most @param {(value: number) => number} y @param {number} high @param {unknown} body */
function frame(what, most, y, high, body) {
  const format = what.format || short;
  return html`<figure class="chart"><svg viewBox=${`0 0 ${WIDTH} ${high}`} role="img" aria-label=${said(what)}>
    ${(what.whole && most % 2 ? [0, 1] : [0, 0.5, 1]).map(part => svg`<line class="grid" x1=${LEFT} x2=${WIDTH} y1=${y(most * part)} y2=${y(most * part)}></line>
      <text class="tick" x=${LEFT - 6} y=${y(most * part) + 4} text-anchor="end">${format(most * part)}</text>`)}${body}</svg>
    <figcaption><ul class="legend">${what.series.map(one => html`<li><span class=${'sw ' + one.tone}></span>${one.name}</li>`)}</ul>
    <details><summary>${t('frame.as-table')}</summary><div class="tw" tabindex="0" role="group" aria-label=${what.title}><table><thead><tr><th scope="col">${t('frame.when')}</th>${
      what.series.map(one => html`<th scope="col" class="r">${one.name}</th>`)}</tr></thead><tbody>${what.labels.map((label, at) =>
      html`<tr><th scope="row">${label}</th>${what.series.map(one => html`<td class="r num">${cell(one.values[at], format)}</td>`)}</tr>`)}</tbody></table></div></details>
    </figcaption></figure>`;
}

/** @param {number|null|undefined} value @param {(value: number) => string} format */
const cell = (value, format) => (value === null || value === undefined ? '–' : format(value));

/** @param {ChartOptions} what */
function said(what) {
  const format = what.format || number;
  const parts = what.series.map(one => {
    const known = /** @type {number[]} */ (one.values.filter(value => value !== null));
    return known.length ? `${one.name}: ${format(Math.min(...known))} – ${format(Math.max(...known))}` : one.name;
  });
  return `${what.title}. ${parts.join(', ')} ${what.unit || ''}`.trim();
}

/** @param {string[]} labels @param {number} step @param {number} high */
const ticks = (labels, step, high) => labels.map((label, at) => at % Math.ceil(labels.length / LABELS) === 0
  ? svg`<text class="tick" x=${LEFT + step * (at + 0.5)} y=${high - 5} text-anchor="middle">${label}</text>` : nothing);

/** @param {(number|null)[]} values @param {(at: number) => number} x @param {(value: number) => number} y */
function path(values, x, y) {
  let drawing = false;
  let text = '';
  values.forEach((value, at) => {
    if (value === null || value === undefined) {
      drawing = false;
      return;
    }
    text += `${drawing ? 'L' : 'M'}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
    const alone = !drawing && (values[at + 1] === null || values[at + 1] === undefined);
    if (alone) text += 'h.1';
    drawing = true;
  });
  return text;
}

/** A line without axes, beside a figure. @param {(number|null)[]} values @param {string} label @param {string} [tone] `l1` to `l4` */
export function spark(values, label, tone = 'l1') {
  const most = Math.max(...values.map(value => value || 0), 1);
  const points = values.map((value, at) => `${(at * 116 / Math.max(1, values.length - 1) + 2).toFixed(1)},${(27 - (value || 0) / most * 23).toFixed(1)}`).join(' ');
  return html`<svg class="spark" viewBox="0 0 120 30" role="img" aria-label=${label}><polygon class=${'area ' + tone}
    points=${`2,28 ${points} 118,28`}></polygon><polyline class=${'line ' + tone} points=${points}></polyline></svg>`;
}

/** The next round number. @param {number} most */
function nice(most) {
  const power = 10 ** Math.floor(Math.log10(most));
  return [1, 1.5, 2, 3, 4, 5, 6, 8, 10].map(part => +(part * power).toPrecision(2)).find(value => value >= most) || most;
}

/** @param {number} value */
function short(value) {
  if (value >= 1e6) return `${+(value / 1e6).toFixed(1)}M`;
  if (value >= 1000) return `${+(value / 1000).toFixed(1)}k`;
  return String(+value.toPrecision(3));
}
