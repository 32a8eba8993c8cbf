// @ts-check
// Removals that the guard against mass removals keeps back until a person decides.

import { html, nothing } from '../../lib/html.js';
import { number, t } from '../../lib/text.js';
import { button, empty, show, system } from '../../lib/page.js';
import { confirm } from '../../lib/dialog.js';
import { filters } from '../../lib/filters.js';
import { href } from '../../lib/router.js';
import { pill } from '../../lib/status.js';
import { time } from '../../lib/time.js';
import { toast } from '../../lib/toast.js';

/** From so many on, the number is typed before they go. */
const TYPED_FROM = 5;
/** @type {Record<string, import('../../lib/status.js').Tone>} */
const TONES = { open: 'hand', allowed: 'ok', rejected: 'off' };

/** @param {import('../../lib/context.js').Context} ctx */
export function heldBatches(ctx) {
  const open = ctx.data(() => ctx.api.get('/held-batches', { state: 'open' }));
  const decided = ctx.data(() => ctx.api.get('/held-batches', { state: ctx.query.batches }),
      () => ctx.path[0] === 'held' ? ctx.query.batches : null);
  let held = -1;
  ctx.on('overview', figures => {
    if (figures.held === held) return;
    held = figures.held;
    open.reload();
  });
  const after = () => { open.reload(); if (ctx.query.batches) decided.reload(); };
  return {
    get open() { return open.value?.items.length; },
    view: () => html`${filters(ctx, [{ name: 'batches', label: t('operations.state'), kind: 'segments', options: [
        { value: '', label: t('operations.batch.open') }, { value: 'allowed', label: t('operations.batch.allowed') },
        { value: 'rejected', label: t('operations.batch.rejected') }] }])}
      ${show(ctx.query.batches ? decided : open, list => list.items.length === 0 ? nothingHeld(ctx)
        : html`<div class="stack">${list.items.map((/** @type {any} */ batch) => one(ctx, batch, after))}</div>`)}`,
  };
}

/** @param {import('../../lib/context.js').Context} ctx */
const nothingHeld = ctx => html`<section class="card">${ctx.query.batches
  ? empty({ title: t('operations.batch.noneSuch'), icon: 'shield' })
  : empty({ title: t('operations.batch.none'), text: t('operations.batch.noneText'), icon: 'shield' })}</section>`;

/** @param {import('../../lib/context.js').Context} ctx @param {any} batch @param {() => void} after */
function one(ctx, batch, after) {
  const words = { n: batch.operations, target: batch.targetName };
  return html`<section class="card batch" aria-label=${t('operations.batch.title', words)}>
    <div class="ch"><div><h2>${t('operations.batch.title', words)}</h2>
      <p class="sub">${system(batch.targetName)} · ${t('operations.batch.since')} ${time(batch.opened)}</p></div>
      ${pill(TONES[batch.state], t(`operations.batch.${batch.state}`))}</div>
    <p>${batch.reason}</p>
    ${batch.state === 'open' ? html`<p class="sub">${t('operations.batch.meanwhile')}</p>` : html`<p class="sub">
      ${t(`operations.batch.${batch.state}By`, { who: batch.decidedBy || '' })} ${time(batch.decided)}${batch.remark ? html`: <q>${batch.remark}</q>` : nothing}</p>`}
    <div class="actions">
      ${batch.state === 'open' && ctx.may('queue.operate') ? html`
        ${button({ label: t('operations.batch.allow', { n: batch.operations }), icon: 'check', tone: 'danger', run: () => allow(ctx, batch, after) })}
        ${button({ label: t('operations.batch.reject'), icon: 'x', run: () => reject(ctx, batch, after) })}` : nothing}
      ${batch.state === 'open' ? html`<a class="btn" href=${href(['operations'], { state: 'held', target: batch.targetName })}>
        ${t('operations.batch.show')}</a>` : nothing}</div></section>`;
}

/** @param {import('../../lib/context.js').Context} ctx @param {any} batch @param {() => void} after */
async function allow(ctx, batch, after) {
  const words = { n: batch.operations, target: batch.targetName };
  const done = await confirm({
    title: t('operations.batch.allowTitle', words), text: t('operations.batch.allowText', words),
    action: t('operations.batch.allow', words), danger: true,
    type: batch.operations >= TYPED_FROM ? `${number(batch.operations)} ${batch.targetName}` : undefined,
    run: () => ctx.api.post(`/held-batches/${batch.id}/allow`),
  });
  if (done) {
    toast(t('operations.batch.wasAllowed', words));
    after();
  }
}

/** @param {import('../../lib/context.js').Context} ctx @param {any} batch @param {() => void} after */
async function reject(ctx, batch, after) {
  const words = { n: batch.operations, target: batch.targetName };
  const done = await confirm({
    title: t('operations.batch.rejectTitle', words), text: t('operations.batch.rejectText', words),
    action: t('operations.batch.reject'), reason: true,
    run: reason => ctx.api.post(`/held-batches/${batch.id}/reject`, { reason }),
  });
  if (done) {
    toast(t('operations.batch.wasRejected', words));
    after();
  }
}
