// @ts-check
// What one request caused: its changes, each target's part in them, and every call.

import { html, nothing } from '../../lib/html.js';
import { t } from '../../lib/text.js';
import { button, card, empty, head, identifier, linkButton, skeleton, failure, system } from '../../lib/page.js';
import { href } from '../../lib/router.js';
import { pill } from '../../lib/status.js';
import { time } from '../../lib/time.js';
import { isOfResource, pathList, titleOf } from './deed.js';
import { gantt } from './gantt.js';
import { STATE_TONE } from './meaning.js';
import { firstOpen, layout } from './trace.js';

/**
 * @typedef {import('./types.js').Operation} Operation
 * @typedef {import('./types.js').Change} Change
 */

/** Traces of so few operations are all drawn at once. */
const FEW = 4;

/** @param {import('../../lib/context.js').Context} ctx whose path is `traces/ID` */
export function requestTrace(ctx) {
  const list = ctx.list({
    path: () => ctx.path[0] === 'traces' && ctx.path[1] ? `/traces/${encodeURIComponent(ctx.path[1])}` : null,
    size: 20,
    pages: async (path, query) => {
      const page = await ctx.api.get(path, query);
      return { items: page.changes, next: page.next };
    },
  });
  /** Which steps and operations were opened or closed by hand. @type {Map<string, number|boolean>} */
  const opened = new Map();
  ctx.on('operations', () => { if (list.loaded && list.items.length <= 20) list.reload(); });
  return { view: () => view(ctx, list, opened) };
}

/** @param {import('../../lib/context.js').Context} ctx @param {import('../../lib/data.js').List} list @param {Map<string, any>} opened */
function view(ctx, list, opened) {
  const id = ctx.path[1] || '';
  return html`${head({ title: t('trace.title'), crumbs: [[t('trace.operations'), href(['operations'])]],
    sub: html`${t('trace.request')} ${identifier(id)}` })}
    <div class="stack" aria-busy=${list.loading ? 'true' : 'false'}>${body(ctx, list, opened)}</div>
    ${list.next ? html`<div class="more">${button({ label: t('frame.next', { n: 20 }), small: true, disabled: list.loading, run: () => list.more() })}</div>` : nothing}`;
}

/** @param {import('../../lib/context.js').Context} ctx @param {import('../../lib/data.js').List} list @param {Map<string, any>} opened */
function body(ctx, list, opened) {
  if (list.error && !list.items.length) return list.error.status === 404 ? none() : failure(list.error, () => list.reload());
  if (!list.loaded) return skeleton(6);
  return list.items.length === 0 ? none() : list.items.map(change => changeCard(ctx, change, list.items.length, opened));
}

const none = () => html`<section class="card">${empty({ title: t('trace.none'), text: t('trace.noneText'), icon: 'ops' })}</section>`;

/** @param {import('../../lib/context.js').Context} ctx @param {Change} change @param {number} changes @param {Map<string, any>} opened */
function changeCard(ctx, change, changes, opened) {
  const operations = change.operations ?? [];
  return card({
    title: titleOf(change),
    sub: html`${t('trace.by', { actor: change.actor, channel: t(`delivery.channel.${change.channel}`) })} · ${time(change.at, { exact: true })}
      ${change.changed.length > 0 ? html`· ${t('trace.changed')} ${change.changed.map((name, i) => html`${i > 0 ? ', ' : ''}<code>${name}</code>`)}` : nothing}`,
    actions: linkButton({ label: t('trace.record'), small: true, icon: 'audit', href: href(['audit'], { selected: change.id }) }),
    body: operations.length === 0 ? html`<p class="sub">${isOfResource(change) ? t('trace.noOperation') : pathList(change.changed)}</p>`
      : operations.map(operation => part(ctx, change, operation, changes === 1 && operations.length <= FEW, opened)),
  });
}

/** @param {import('../../lib/context.js').Context} ctx @param {Change} change @param {Operation} operation @param {boolean} few @param {Map<string, any>} opened */
function part(ctx, change, operation, few, opened) {
  const shown = opened.get(operation.id) ?? (few || operation.state === 'dead');
  const flip = () => { opened.set(operation.id, !shown); ctx.update(); };
  return html`<section class="tr-part"><div class="tr-part-head">
      <button type="button" class="tr-toggle" aria-expanded=${shown ? 'true' : 'false'} @click=${flip}>
        <span class="tr-caret" aria-hidden="true">${shown ? '▾' : '▸'}</span>${system(operation.targetName)}</button>
      ${pill(/** @type {any} */ (STATE_TONE[operation.state]), t(operation.state === 'superseded' ? 'delivery.short.superseded' : `delivery.state.${operation.state}`))}
      <a href=${href(['operations'], { selected: operation.id })}>${t('trace.toOperation')}</a></div>
    ${shown ? drawn(ctx, change, operation, opened) : nothing}</section>`;
}

/** @param {import('../../lib/context.js').Context} ctx @param {Change} change @param {Operation} operation @param {Map<string, any>} opened */
function drawn(ctx, change, operation, opened) {
  const rows = layout(operation, change, operation.calls ?? [], Date.now());
  const key = `${operation.id} step`;
  const open = opened.get(key) ?? firstOpen(rows.steps);
  return gantt(rows, open, step => { opened.set(key, step === open ? -1 : step); ctx.update(); });
}
