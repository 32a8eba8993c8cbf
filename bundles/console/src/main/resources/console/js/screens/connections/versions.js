// @ts-check
// The maps a target has had, what differs, and the way back.

import { html, nothing } from '../../lib/html.js';
import { button, card, show } from '../../lib/page.js';
import { confirm } from '../../lib/dialog.js';
import { pill } from '../../lib/status.js';
import { t } from '../../lib/text.js';
import { time } from '../../lib/time.js';
import { toast } from '../../lib/toast.js';
import { differences, editable, inWords } from './map.js';

const SIGNS = { added: '+', removed: '−', changed: '~' };

/**
 * What the second map has otherwise than the first.
 *
 * @param {import('./map.js').PolicyMap} before @param {import('./map.js').PolicyMap} after
 */
export function changes(before, after) {
  const parts = /** @type {const} */ (['user', 'group']).flatMap(of =>
    differences(before[of], after[of]).map(change => ({ ...change, of })));
  const others = /** @type {const} */ (['tables', 'tests']).filter(part =>
    JSON.stringify(before[part]) !== JSON.stringify(after[part]));
  if (!parts.length && !others.length) return html`<p class="mut">${t('policy-maps.same')}</p>`;
  return html`<div class="tw" tabindex="0" role="region" aria-label=${t('policy-maps.differences')}><table class="diff">
    <thead><tr><th scope="col">${t('connections.attribute')}</th><th scope="col">${t('connections.before')}</th>
      <th scope="col">${t('connections.after')}</th></tr></thead>
    <tbody>${parts.map(change => html`<tr><th scope="row"><span class=${'sign ' + change.kind} aria-hidden="true">${
        SIGNS[change.kind]}</span><code>${change.attribute}</code><span class="vh">${t('policy-maps.' + change.kind)}</span></th>
      <td class="old">${change.before ? inWords(change.before) : nothing}</td>
      <td class="new">${change.after ? inWords(change.after) : nothing}</td></tr>`)}
    ${others.map(part => html`<tr><th scope="row"><span class="sign changed" aria-hidden="true">~</span>${
      t('policy-maps.tab-' + part)}</th><td colspan="2">${t('policy-maps.changed')}</td></tr>`)}</tbody></table></div>`;
}

export class Versions {
  /**
   * @param {import('../../lib/context.js').Context} ctx @param {string} id of the target
   * @param {() => any} target @param {() => void} reload
   */
  constructor(ctx, id, target, reload) {
    this.ctx = ctx;
    this.id = id;
    this.target = target;
    this.reload = reload;
    const here = () => ctx.path[1] === 'versions';
    this.all = ctx.data(() => ctx.api.get(`/targets/${id}/policy-map/versions`), () => (here() ? target()?.version || 'any' : null));
    this.one = ctx.data(() => ctx.api.get(`/targets/${id}/policy-map/versions/${ctx.query.version}`),
      () => (here() && ctx.query.version) || null);
  }

  /** @param {any} target */
  view(target) {
    return html`<div class="md2 md"><div>${card({ title: t('policy-maps.tab-versions'), flush: true,
      body: show(this.all, all => html`<ul class="tl">${all.items.map((/** @type {any} */ version, /** @type {number} */ at) => html`
        <li class=${String(version.version) === this.ctx.query.version ? 'on' : ''}><a href=${this.ctx.here({ version: version.version })}>
          <span class="tlh"><strong>${t('policy-maps.version', { n: String(version.version) })}</strong>${
            at === 0 ? pill('ok', t('policy-maps.in-force')) : nothing}</span>
          <span class="tlf sub"><span>${version.who}</span><span>${time(version.at)}</span></span></a></li>`)}</ul>`) })}</div>
      <div>${this.ctx.query.version ? show(this.one, map => this.#chosen(map, target)) : html`<p class="mut">${t('policy-maps.choose-version')}</p>`}</div></div>`;
  }

  /** @param {any} map @param {any} target */
  #chosen(map, target) {
    const before = editable(target.policyMap);
    const after = editable(map);
    const same = JSON.stringify(before) === JSON.stringify(after);
    const version = this.ctx.query.version;
    return card({ title: t('policy-maps.version-diff', { version }), body: changes(before, after),
      actions: same || !this.ctx.may('config.write') ? nothing : button({ label: t('policy-maps.roll-back'), icon: 'retry', small: true,
        run: () => this.#rollBack(target, version, changes(before, after)) }) });
  }

  /** @param {any} target @param {string} version @param {unknown} diff */
  async #rollBack(target, version, diff) {
    const done = await confirm({ title: t('policy-maps.roll-back-to', { version }), text: diff, action: t('policy-maps.roll-back'),
      run: () => this.ctx.api.post(`/targets/${this.id}/policy-map/rollback`, { version: Number(version) },
        { headers: { 'If-Match': target.etag } }) });
    if (!done) return;
    toast(t('policy-maps.rolled-back', { version }));
    this.ctx.set({ version: null });
    this.reload();
  }
}
