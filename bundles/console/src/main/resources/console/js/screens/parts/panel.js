// @ts-check
// What is shown beside the list: one operation with everything that is known of it.

import { html, nothing } from '../../lib/html.js';
import { t } from '../../lib/text.js';
import { button, show } from '../../lib/page.js';
import { panel } from '../../lib/panel.js';
import { href } from '../../lib/router.js';
import { time } from '../../lib/time.js';
import { icon } from '../../lib/icons.js';
import { closesOnEscape } from '../../lib/table.js';
import { actionsFor } from './meaning.js';
import { banner, ids, nameOf, traceSection, whatChanges } from './operation.js';
import { firstOpen, layout } from './trace.js';
import { complete, discard, edit, refuse, retry } from './deeds.js';

/**
 * @typedef {{operation: import('./types.js').Operation, calls: import('./types.js').Call[],
 *     change: import('./types.js').Change|undefined, status: import('./types.js').TargetStatus|undefined}} Whole
 */

export class Panel {
  /** Which step is open; undefined for the one that failed. @type {number|undefined} */
  #open = undefined;

  /** @param {import('../../lib/context.js').Context} ctx @param {() => void} done after something was done */
  constructor(ctx, done) {
    this.ctx = ctx;
    this.done = done;
    this.data = ctx.data(() => this.#load(), () => ctx.query.selected);
  }

  /** @param {string} id of an operation that has changed */
  changed(id) {
    if (id === this.ctx.query.selected) this.data.reload();
  }

  /** @returns {Promise<Whole>} */
  async #load() {
    const { api } = this.ctx;
    const id = this.ctx.query.selected;
    this.#open = undefined;
    const operation = await api.get(`/operations/${id}`);
    const [calls, change, status] = await Promise.all([
      api.get(`/operations/${id}/calls`),
      this.ctx.may('audit.read') ? ifThere(api.get(`/audit/${operation.change}`)) : undefined,
      this.ctx.may('targets.read') ? ifThere(api.get(`/targets/${operation.target}/status`)) : undefined,
    ]);
    return { operation, calls: calls.items, change, status };
  }

  view() {
    const whole = this.data.value;
    return panel({
      title: whole ? this.#title(whole.operation) : t('operations.detail'),
      sub: whole ? ids(whole.operation, this.ctx.may('audit.read')) : undefined,
      close: this.ctx.here({ selected: null }),
      actions: whole ? this.#actions(whole.operation) : undefined,
      body: html`<div class="trace" aria-busy=${this.data.loading ? 'true' : 'false'}>${show(this.data, each => this.#whole(each))}</div>`,
    });
  }

  /** @param {Whole} whole */
  #whole(whole) {
    const { operation, calls, change, status } = whole;
    const drawn = layout(operation, change, calls, Date.now());
    const open = this.#open ?? firstOpen(drawn.steps);
    return html`${banner(operation, status, time)}
      ${operation.state === 'held' ? html`<p><a href=${href(['operations', 'held'])}>${t('operations.toBatch')}</a></p>` : nothing}
      ${whatChanges(operation, change, calls)}
      ${traceSection(drawn, open, step => { this.#open = step === open ? -1 : step; this.ctx.update(); })}`;
  }

  /** @param {import('./types.js').Operation} operation */
  #title(operation) {
    const name = nameOf(operation);
    const to = operation.resourceType === 'User' ? href(['users'], { selected: operation.resource }) : href(['groups'], { selected: operation.resource });
    return html`${t(`delivery.kind.${operation.kind}`)} <a href=${to}>${name}</a> ${t('operations.at')} ${operation.targetName}`;
  }

  /** @param {import('./types.js').Operation} operation */
  #actions(operation) {
    if (!this.ctx.may('queue.operate')) return nothing;
    const can = actionsFor(operation);
    const after = () => { this.data.reload(); this.done(); };
    const more = [
      can.edit ? { label: t('operations.edit'), icon: 'edit', run: () => edit(this.ctx, operation, after) } : null,
      can.finish ? { label: t('operations.refuse'), icon: 'x', run: () => refuse(this.ctx, operation, after) } : null,
      can.discard && can.finish ? { label: t('operations.discard'), icon: 'trash', run: () => discard(this.ctx, operation, after) } : null,
    ].filter(each => each !== null);
    return html`${can.retry ? button({ label: t('operations.retryNow'), icon: 'retry', tone: 'primary', small: true, run: () => retry(this.ctx, operation, after) }) : nothing}
      ${can.finish ? button({ label: t('operations.complete'), icon: 'check', tone: 'primary', small: true, run: () => complete(this.ctx, operation, after) }) : nothing}
      ${can.discard && !can.finish ? button({ label: t('operations.discard'), icon: 'x', small: true, run: () => discard(this.ctx, operation, after) }) : nothing}
      ${more.length > 0 ? html`<details class="drop" @keydown=${closesOnEscape}><summary class="btn sm" aria-label=${t('operations.more')}>${icon('dots')}</summary>
        <div class="menu-list">${more.map(each => html`<button type="button" @click=${each.run}>${icon(each.icon)}${each.label}</button>`)}</div></details>` : nothing}`;
  }
}

/** What the person may not see, or what is not kept any more, is left out. @template T @param {Promise<T>} asked @returns {Promise<T|undefined>} */
async function ifThere(asked) {
  try {
    return await asked;
  } catch (/** @type {any} */ error) {
    if (error.status === 403 || error.status === 404) return undefined;
    throw error;
  }
}
