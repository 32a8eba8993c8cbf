// @ts-check
// What a target would get for one person: computed by its map, and in the words of its connector.

import { html, nothing } from '../../lib/html.js';
import { card, empty, show } from '../../lib/page.js';
import { t } from '../../lib/text.js';
import { mapHref } from './places.js';
import { Picker } from './picker.js';

export class OnePerson {
  #name = '';
  #asked = '';

  /** @param {import('../../lib/context.js').Context} ctx @param {string} id of the target @param {() => any} target */
  constructor(ctx, id, target) {
    this.ctx = ctx;
    this.id = id;
    this.target = target;
    const asked = () => (ctx.path[2] === 'person' && ctx.query.user) || null;
    this.preview = ctx.data(async () => (await ctx.api.post(`/targets/${id}/preview`, { resource: ctx.query.user })).body, asked);
    this.plan = ctx.data(async () => (await ctx.api.post(`/targets/${id}/plan`, { resource: ctx.query.user })).body, asked);
    this.why = ctx.data(async () => (await ctx.api.get('/placements', { resource: ctx.query.user })).items.find((/** @type {any} */ one) => one.target === id),
      () => (ctx.may('queue.read') ? asked() : null));
    this.picker = new Picker(ctx, { id: 'one-person', label: t('connections.User'), kind: () => 'User', name: () => this.#name,
      pick: one => { this.#name = one?.name || ''; ctx.set({ user: one?.id || null }); } });
  }

  view() {
    const chosen = this.ctx.query.user;
    this.#called();
    return html`<div class="stack"><section class="card" aria-label=${t('targets.tab-person')}>${this.picker.view()}</section>
      ${chosen ? html`${card({ title: t('targets.would-send'), sub: t('targets.would-send-sub'), body: show(this.plan, plan => html`
          ${this.why.value ? html`<p class="lead">${sentence(this.why.value.reason)} ${this.why.value.hindrances.map(sentence).join(' ')}</p>` : nothing}
          ${plan.calls.length ? html`<ol class="calls">${plan.calls.map((/** @type {string} */ call) => html`<li><code>${call}</code></li>`)}</ol>`
            : html`<p class="mut">${t('targets.nothing-to-send')}</p>`}`) })}
        ${card({ title: t('targets.values'), flush: true, body: show(this.preview, preview => table(preview)),
          actions: html`<a class="btn sm" href=${mapHref(this.id, { user: chosen })}>${t('targets.edit-map')}</a>` })}`
      : html`<section class="card">${empty({ icon: 'eye', title: t('targets.choose-person'), text: t('targets.choose-person-text') })}</section>`}</div>`;
  }

  /** Asks for the name of who is in the address, once. */
  async #called() {
    const id = this.ctx.query.user;
    if (!id || this.#name || this.#asked === id) return;
    this.#asked = id;
    try {
      const user = await this.ctx.api.get('scim:/Users/' + id, { attributes: 'userName,displayName' });
      this.#name = [user.userName, user.displayName].filter(Boolean).join(' · ');
      this.ctx.update();
    } catch {
      // The id is shown by the parts that fail.
    }
  }
}

/** The server's words as a sentence. @param {string} words */
const sentence = words => words.charAt(0).toUpperCase() + words.slice(1) + (/[.!?]$/.test(words) ? '' : '.');

/** @param {any} preview */
const table = preview => html`<div class="tw" tabindex="0" role="region" aria-label=${t('targets.values')}><table>
  <thead><tr><th scope="col">${t('connections.attribute')}</th><th scope="col">${t('targets.value')}</th><th scope="col">${t('connections.origin')}</th></tr></thead>
  <tbody>${preview.attributes.map((/** @type {any} */ one) => html`<tr><th scope="row"><code>${one.attribute}</code></th>
    <td>${one.problem ? html`<span class="errt">${one.problem}</span>` : one.values.length && one.sent ? html`<span class="mono">${one.values.join(', ')}</span>`
      : html`<span class="mut">${t(one.sent ? 'connections.no-value' : 'connections.not-sent')}</span>`}</td>
    <td class="mut">${t('connections.origin-' + one.origin)}${one.source ? html` <code>${one.source}</code>` : nothing}</td></tr>`)}</tbody></table></div>`;
