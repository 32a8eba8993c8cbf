// @ts-check
// The last hour in lines: how old the queues are, how fast and how well targets answer, and this node.

import { html, nothing } from '../../lib/html.js';
import { number, t } from '../../lib/text.js';
import { card, empty, show } from '../../lib/page.js';
import { lines } from '../../lib/chart.js';

const MINUTES = 60;
/** So many lines can be told apart. */
const MOST_LINES = 6;
/** @type {('c-ok'|'c-warn'|'c-fail'|'c-4'|'c-5'|'c-6')[]} */
const TONES = ['c-ok', 'c-warn', 'c-4', 'c-5', 'c-6', 'c-fail'];

/**
 * Charts in their order; the names of series are the server's. What has several series without a
 * target shows them beside each other.
 */
const TARGETS = ['queueOldest', 'queueWaiting', 'delivered', 'failed', 'callP95'];
const NODE = [['requests', 'requestErrors'], ['requestP95'], ['heapUsed'], ['cpuShare'], ['databaseConnections'], ['auditWaiting']];

/**
 * @typedef {{name: string, target: string|null, unit: string, values: (number|null)[]}} Series
 * @typedef {{step: number, from: string, series: Series[]}} Course
 */

/** @param {import('../../lib/context.js').Context} ctx @param {() => boolean} here whether it is shown */
export function figures(ctx, here) {
  const course = ctx.data(() => ctx.api.get('/health/series', { minutes: MINUTES }), () => here() || null);
  return { view: () => show(course, whole, { rows: 8 }), refresh: () => { if (course.value) course.reload(); } };
}

/** @param {Course} course */
function whole(course) {
  if (course.series.length === 0) {
    return html`<section class="card">${empty({ title: t('health.noFigures'), text: t('health.noFiguresText'), icon: 'health' })}</section>`;
  }
  const targets = [...new Set(course.series.map(one => one.target).filter(target => target !== null))].sort();
  return html`<p class="sub gap-note">${t('health.gap')}</p><div class="charts">
    ${TARGETS.map(name => chart(course, course.series.filter(one => one.name === name), name, targets))}
    ${NODE.map(names => chart(course, course.series.filter(one => names.includes(one.name)), names[0], []))}</div>`;
}

/**
 * A target has the same colour in all charts while there are colours enough.
 *
 * @param {Course} course @param {Series[]} series @param {string} name @param {(string|null)[]} targets
 */
function chart(course, series, name, targets) {
  if (series.length === 0) return nothing;
  const shown = [...series].sort((a, b) => most(b) - most(a)).slice(0, MOST_LINES);
  const by = Math.max(1, Math.round(60 / course.step));
  const tell = telling(series[0].unit);
  const from = Date.parse(course.from);
  const minutes = coarser(shown[0].values, by);
  return card({
    title: t(`health.figure.${name}`), sub: series.length > shown.length ? t('health.most', { n: shown.length }) : undefined,
    body: lines({
      title: t(`health.figure.${name}`), labels: minutes.map((_, i) => clock(from + i * by * course.step * 1_000)), height: 170, format: tell, whole: series[0].unit === '',
      series: shown.map((one, i) => ({
        name: `${one.target ?? t(`health.series.${one.name}`)} ${last(one, tell)}`, tone: TONES[targets.length > 0 && targets.length <= MOST_LINES ? targets.indexOf(one.target) : i], values: coarser(one.values, by),
      })),
    }),
  });
}

/** @param {Series} series */
const most = series => series.values.reduce((max, value) => Math.max(/** @type {number} */ (max), value ?? 0), 0) ?? 0;

/** What it is now. @param {Series} series @param {(value: number) => string} tell */
function last(series, tell) {
  const value = series.values[series.values.length - 1] ?? series.values[series.values.length - 2];
  return value === null || value === undefined ? `(${t('health.noData')})` : tell(value);
}

/**
 * The largest value of so many steps; null, which is a gap, where there is none.
 *
 * @param {(number|null)[]} values @param {number} by
 */
function coarser(values, by) {
  /** @type {(number|null)[]} */
  const rows = [];
  for (let i = 0; i < values.length; i += by) {
    const some = /** @type {number[]} */ (values.slice(i, i + by).filter(value => value !== null && value !== undefined));
    rows.push(some.length > 0 ? Math.max(...some) : null);
  }
  return rows;
}

const HOURS = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' });

/** @param {number} at */
const clock = at => HOURS.format(new Date(at));

/** @param {string} unit @returns {(value: number) => string} */
function telling(unit) {
  switch (unit) {
    case 's': return value => value >= 120 ? `${number(Math.round(value / 60))} min` : value >= 1 || value === 0 ? `${short(value)} s` : `${short(value * 1_000)} ms`;
    case 'bytes': return value => `${number(Math.round(value / 1_048_576))} MB`;
    case 'share': return value => `${short(value * 100)} %`;
    case '1/s': return value => `${short(value)}/s`;
    default: return short;
  }
}

/** @param {number} value */
const short = value => number(value >= 100 ? Math.round(value) : Math.round(value * 10) / 10);
