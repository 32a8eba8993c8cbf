// @ts-check
// Lines over time, one for each target, with a name in words and a table of the same figures.
import { html, svg, nothing } from '../../lib/html.js';
import { t, number } from '../../lib/text.js';
import { coarser, latest, most, parts, top } from './series.js';

/**
 * @typedef {import('./series.js').Series} Series
 * @typedef {object} Chart
 * @property {string} title
 * @property {Series[]} series
 * @property {(value: number) => string} tell a value with its unit
 * @property {number} from milliseconds since 1970
 * @property {number} step milliseconds
 * @property {boolean} table whether the table is shown
 * @property {() => void} toggle
 * @property {(target: string|null) => string} name
 */

const W = 560;
const H = 170;
const BOX = { left: 52, top: 10, width: W - 62, height: H - 36 };
/** So many lines can be told apart; the table has them all. */
const LINES = 6;

/** @param {Chart} chart */
export function lineChart(chart) {
  const end = top(most(chart.series));
  const length = Math.max(...chart.series.map(one => one.values.length), 0);
  return html`<figure class="lc">
    <figcaption class="lc-head"><h3>${chart.title}</h3>
      <button type="button" class="link" aria-expanded=${chart.table ? 'true' : 'false'} @click=${chart.toggle}>
        ${chart.table ? t('health.chart.asChart') : t('health.chart.asTable')}</button></figcaption>
    ${chart.table ? table(chart, length) : drawing(chart, end, length)}
    ${chart.table ? nothing : legend(chart)}</figure>`;
}

/** @param {Chart} chart @param {number} end @param {number} length */
function drawing(chart, end, length) {
  return html`<svg class="lc-svg" viewBox=${`0 0 ${W} ${H}`} role="img" aria-label=${inWords(chart)}>
    ${[0, 0.5, 1].map(f => rule(chart, end, f))}
    ${times(chart, length)}
    ${chart.series.slice(0, LINES).map((one, i) => line(one, i, end))}</svg>`;
}

/** @param {Chart} chart @param {number} end @param {number} f */
function rule(chart, end, f) {
  const y = BOX.top + BOX.height * (1 - f);
  return svg`<line class="grid" x1=${BOX.left} x2=${BOX.left + BOX.width} y1=${y} y2=${y}></line>
    <text class="tick" x=${BOX.left - 8} y=${y + 4} text-anchor="end">${chart.tell(end * f)}</text>`;
}

/** @param {Chart} chart @param {number} length */
function times(chart, length) {
  return [0, 1, 2, 3].map(i => {
    const at = chart.from + chart.step * Math.round((length - 1) * i / 3);
    const anchor = i === 0 ? 'start' : i === 3 ? 'end' : 'middle';
    return svg`<text class="tick" x=${BOX.left + BOX.width * i / 3} y=${H - 6} text-anchor=${anchor}>${clock(at)}</text>`;
  });
}

const HOURS = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** @param {number} at */
const clock = at => HOURS.format(new Date(at));

/** @param {Series} one @param {number} index @param {number} end */
function line(one, index, end) {
  return parts(one.values, end, BOX).map(part => part.length === 1
    ? svg`<circle class=${`l-${index}`} cx=${part[0].x} cy=${part[0].y} r="2.5"></circle>`
    : svg`<polyline class=${`l-${index}`} points=${part.map(p => `${p.x.toFixed(1)},${p.y.toFixed(1)}`).join(' ')}></polyline>`);
}

/** @param {Chart} chart */
function legend(chart) {
  return html`<ul class="lc-legend">${chart.series.slice(0, LINES).map((one, i) => {
    const last = latest(one.values);
    return html`<li><svg class="lc-key" viewBox="0 0 18 8" aria-hidden="true"><line class=${`l-${i}`} x1="0" x2="18" y1="4" y2="4"></line></svg>
      ${chart.name(one.target)} <span class="num">${last ? chart.tell(last.value) : t('health.chart.noData')}</span></li>`;
  })}${chart.series.length > LINES
    ? html`<li class="mut">${t('health.chart.more', { n: chart.series.length - LINES })}</li>` : nothing}</ul>`;
}

/** @param {Chart} chart */
function inWords(chart) {
  const each = chart.series.slice(0, LINES).map(one => {
    const last = latest(one.values);
    const gap = one.values.some(v => v === null);
    return t(gap ? 'health.chart.wordsGap' : 'health.chart.words', {
      name: chart.name(one.target), now: last ? chart.tell(last.value) : t('health.chart.noData'),
      most: chart.tell(most([one])),
    });
  });
  return `${chart.title}. ${each.join(' ')}`;
}

/** Twelve rows say as much as a table can. @param {Chart} chart @param {number} length */
function table(chart, length) {
  const by = Math.max(1, Math.ceil(length / 12));
  const columns = chart.series.map(one => coarser(one.values, by));
  const rows = Math.ceil(length / by);
  return html`<div class="tw"><table class="lc-table"><caption class="vh">${chart.title}</caption>
    <thead><tr><th scope="col">${t('health.chart.time')}</th>
      ${chart.series.map(one => html`<th scope="col" class="r">${chart.name(one.target)}</th>`)}</tr></thead>
    <tbody>${Array.from({ length: rows }, (_, i) => html`<tr><th scope="row">${clock(chart.from + chart.step * by * i)}</th>
      ${columns.map(column => html`<td class="r num">${cell(chart, column[i])}</td>`)}</tr>`)}</tbody></table></div>`;
}

/** @param {Chart} chart @param {number|null|undefined} value */
const cell = (chart, value) => value === null || value === undefined
  ? html`<span class="mut">${t('health.chart.noData')}</span>` : chart.tell(value);

/** How values of a unit are told. @param {string} unit @returns {(value: number) => string} */
export function telling(unit) {
  switch (unit) {
    case 'seconds': return v => v >= 120 ? `${number(Math.round(v / 60))} min` : `${short(v)} s`;
    case 'milliseconds': return v => v >= 2_000 ? `${short(v / 1_000)} s` : `${short(v)} ms`;
    case 'ratio': return v => `${short(v * 100)} %`;
    case 'percent': return v => `${short(v)} %`;
    case 'bytes': return v => v >= 1e9 ? `${short(v / 1e9)} GB` : `${short(v / 1e6)} MB`;
    default: return v => short(v);
  }
}

/** @param {number} value */
const short = value => number(value >= 100 ? Math.round(value) : Math.round(value * 10) / 10);
