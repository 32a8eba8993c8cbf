// @ts-check
// Operations: each change at each target, what became of it and why, and what a person can do.

import { html, nothing } from '../lib/html.js';
import { t } from '../lib/text.js';
import { button, empty, head, system, tabs } from '../lib/page.js';
import { split } from '../lib/panel.js';
import { filters } from '../lib/filters.js';
import { href } from '../lib/router.js';
import { pill } from '../lib/status.js';
import { time } from '../lib/time.js';
import { STATE_TONE } from './parts/meaning.js';
import { nameOf } from './parts/operation.js';
import { Panel } from './parts/panel.js';
import { discardAll, discardChosen, retryAll, retryChosen } from './parts/bulk.js';
import { pause } from './parts/maintenance.js';
import { heldBatches } from './parts/held.js';
import { requestTrace } from './parts/request.js';

/** @typedef {import('./parts/types.js').Operation} Operation */

const STATES = ['', 'waiting', 'dead', 'held', 'pending', 'done'];
const FAILURES = ['transient', 'throttled', 'conflict', 'gone', 'invalid', 'authentication', 'configuration', 'unknown'];

/** @param {import('../lib/context.js').Context} ctx @returns {import('../lib/context.js').Screen} */
export function open(ctx) {
  const targets = ctx.data(() => ctx.may('targets.read') ? ctx.api.get('/targets', { limit: 500 }) : Promise.resolve({ items: [] }));
  const table = ctx.table({
    id: 'operations',
    label: t('operations.title'),
    path: () => ctx.path.length === 0 ? '/operations' : null,
    query: () => ({
      state: ctx.query.state, target: ctx.query.target, failure: ctx.query.failure, q: ctx.query.q,
      resource: ctx.query.resource, from: midnight(ctx.query.since),
    }),
    key: operation => operation.id,
    href: operation => ctx.here({ selected: operation.id }),
    selected: () => ctx.query.selected,
    columns: columns(),
    bulk: ctx.may('queue.operate') ? [
      { label: t('operations.retry'), icon: 'retry', run: rows => retryChosen(ctx, rows) },
      { label: t('operations.discard'), icon: 'x', danger: true, run: rows => discardChosen(ctx, rows) },
    ] : [],
    empty: () => nothingHere(ctx),
  });
  const panel = new Panel(ctx, () => table.reload());
  const held = heldBatches(ctx);
  const trace = ctx.may('audit.read') ? requestTrace(ctx) : undefined;
  ctx.on('operations', news => heard(table, panel, news));
  return { view: () => ctx.path[0] === 'traces' && trace ? trace.view() : view(ctx, { targets, table, panel, held }) };
}

/** @returns {import('../lib/table.js').Column[]} */
function columns() {
  return [
    { id: 'change', label: t('operations.change'), value: o => `${o.kind} ${nameOf(o)}`,
      view: o => html`<span class="opname"><strong>${t(`delivery.kind.${o.kind}`)}</strong> ${nameOf(o)}</span>
        <span class="sub">${system(o.targetName)}</span>` },
    { id: 'state', label: t('operations.state'), view: state },
    { id: 'failure', label: t('operations.failure'), hidden: true,
      view: o => o.failure ? t(`delivery.failure.${o.failure}`) : '' },
    { id: 'attempts', label: t('operations.attempts'), end: true, hidden: true, view: o => o.attempts },
    { id: 'created', label: t('operations.time'), end: true, view: o => time(o.created) },
  ];
}

/** @param {Operation} operation */
function state(operation) {
  const waits = operation.state === 'waiting' && operation.attempts > 0;
  const words = waits ? t('delivery.waiting.attempts', { n: operation.attempts })
    : operation.state === 'superseded' ? t('delivery.short.superseded') : t(`delivery.state.${operation.state}`);
  const tone = waits ? 'warn' : STATE_TONE[operation.state];
  return pill(/** @type {any} */ (tone), words);
}

/**
 * @param {import('../lib/context.js').Context} ctx
 * @param {{targets: import('../lib/data.js').Data<any>, table: import('../lib/table.js').Table,
 *     panel: Panel, held: {view: () => unknown, open: number|undefined}}} parts
 */
function view(ctx, parts) {
  const batches = ctx.path[0] === 'held';
  return html`${head({ title: t('operations.title'), sub: t('operations.sub'), actions: batches ? nothing : actions(ctx, parts) })}
    ${tabs([
      { id: 'changes', label: t('operations.tab.changes'), href: href(['operations']) },
      { id: 'held', label: t('operations.tab.held'), href: href(['operations', 'held']), count: parts.held.open || undefined },
    ], batches ? 'held' : 'changes')}
    ${batches ? parts.held.view() : changes(ctx, parts)}`;
}

/** @param {import('../lib/context.js').Context} ctx @param {any} parts */
function changes(ctx, { targets, table, panel }) {
  return html`${filters(ctx, [
    { name: 'state', label: t('operations.state'), kind: 'segments',
      options: STATES.map(value => ({ value, label: t(`operations.segment.${value || 'all'}`) })) },
    { name: 'q', label: t('operations.who'), kind: 'search', hint: t('operations.who') },
    ...targetFilter(targets),
    { name: 'failure', label: t('operations.failure'), kind: 'choice', options: [
      { value: '', label: t('operations.any') }, ...FAILURES.map(value => ({ value, label: t(`delivery.failure.${value}`) })),
    ] },
    { name: 'since', label: t('operations.since'), kind: 'date' },
  ])}
  ${ctx.query.resource ? html`<p class="sub">${t('operations.onlyOf', { id: ctx.query.resource })}
    <a href=${ctx.here({ resource: null })}>${t('operations.ofAll')}</a></p>` : nothing}
  ${split(table.view(), ctx.query.selected ? panel.view() : null, { wide: true })}`;
}

/** @param {import('../lib/data.js').Data<any>} targets @returns {import('../lib/filters.js').Filter[]} */
function targetFilter(targets) {
  const all = targets.value?.items || [];
  if (all.length === 0) return [];
  return [{ name: 'target', label: t('operations.target'), kind: 'choice', options: [
    { value: '', label: t('operations.all') },
    ...all.map((/** @type {any} */ target) => ({ value: target.name, label: target.name })),
  ] }];
}

/** @param {import('../lib/context.js').Context} ctx @param {any} parts */
function actions(ctx, { targets, table }) {
  const target = (targets.value?.items || []).find((/** @type {any} */ each) => each.name === ctx.query.target);
  return html`${ctx.query.state === 'dead' && ctx.may('queue.operate') ? html`
      ${button({ label: t('operations.retryAll'), icon: 'retry', run: () => retryAll(ctx, table) })}
      ${button({ label: t('operations.discardAll'), icon: 'x', tone: 'danger', run: () => discardAll(ctx, table) })}` : nothing}
    ${target && ctx.may('targets.write') ? pause(ctx, target, () => targets.reload()) : nothing}`;
}

/** @param {import('../lib/context.js').Context} ctx */
function nothingHere(ctx) {
  const filtered = ['state', 'target', 'failure', 'q', 'since', 'resource'].some(name => ctx.query[name]);
  return filtered
    ? empty({ title: t('operations.noMatch'), text: t('operations.noMatchText'), icon: 'ops' })
    : empty({ title: t('operations.none'), text: t('operations.noneText'), icon: 'ops',
      action: ctx.may('targets.read') ? html`<a class="btn" href=${href(['identity-providers'])}>${t('operations.connect')}</a>` : undefined });
}

/**
 * Rows that are shown change where they stand; new ones are announced, so that nothing jumps.
 *
 * @param {import('../lib/table.js').Table} table @param {Panel} panel @param {any} news
 */
function heard(table, panel, news) {
  const changed = new Map((Array.isArray(news) ? news : news.items || []).map((/** @type {any} */ one) => [one.id, one]));
  const list = table.list;
  if (!list || !list.loaded) return;
  for (const row of list.items) {
    const now = changed.get(row.id);
    if (now && changed.delete(row.id)) list.replace(old => old.id === row.id, { ...row, ...now });
    if (now) panel.changed(row.id);
  }
  if (changed.size > 0) list.announce(changed.size);
}

/** A day as the filter gives it, as an instant in the person's own time. @param {string|undefined} day */
function midnight(day) {
  const at = day ? new Date(`${day}T00:00:00`) : undefined;
  return at && !Number.isNaN(at.getTime()) ? at.toISOString() : undefined;
}
