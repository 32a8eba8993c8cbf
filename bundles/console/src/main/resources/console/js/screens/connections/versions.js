// @ts-check
// The maps a target has had, what differs, and the way back.

import { html, nothing } from '../../lib/html.js';
import { card, show } from '../../lib/page.js';
import { t } from '../../lib/text.js';
import { differences, editable, inWords } from './map.js';
import { pastVersions, wayBack } from './past-versions.js';

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
    return pastVersions(this.ctx, this.all, this.ctx.query.version, this.ctx.query.version
      ? show(this.one, map => this.#chosen(map, target)) : html`<p class="mut">${t('policy-maps.choose-version')}</p>`);
  }

  /** @param {any} map @param {any} target */
  #chosen(map, target) {
    const before = editable(target.policyMap);
    const after = editable(map);
    const same = JSON.stringify(before) === JSON.stringify(after);
    const version = this.ctx.query.version;
    const told = changes(before, after);
    return card({ title: t('policy-maps.version-diff', { version }), body: told,
      actions: same ? nothing : wayBack(this.ctx, { n: version, differences: told, run: () => this.#rollBack(target, version), done: this.reload }) });
  }

  /** @param {any} target @param {string} version */
  #rollBack(target, version) {
    return this.ctx.api.post(`/targets/${this.id}/policy-map/rollback`, { version: Number(version) }, { headers: { 'If-Match': target.etag } });
  }
}
