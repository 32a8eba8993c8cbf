// @ts-check
// Secrets and tokens of a service provider. A secret is seen once, when it is made.

import { html, nothing } from '../../lib/html.js';
import { banner, button, card, empty, iconButton, identifier, show } from '../../lib/page.js';
import { confirm, dialog } from '../../lib/dialog.js';
import { t } from '../../lib/text.js';
import { time } from '../../lib/time.js';
import { toast } from '../../lib/toast.js';

export class Credentials {
  /** @param {import('../../lib/context.js').Context} ctx @param {string} id of the service provider */
  constructor(ctx, id) {
    this.ctx = ctx;
    this.path = `/service-providers/${id}`;
    const here = () => (ctx.path[1] === 'credentials' ? id : null);
    this.secrets = ctx.data(async () => (await ctx.api.get(this.path + '/secrets')).items, here);
    this.tokens = ctx.data(async () => (await ctx.api.get(this.path + '/tokens', { limit: 500 })).items, here);
  }

  /** @param {boolean} may make secrets and take them back */
  view(may) {
    return html`<div class="stack">
      ${card({ title: t('service-providers.secrets'), sub: t('service-providers.secrets-sub'), flush: true,
        actions: may ? button({ label: t('service-providers.add-secret'), icon: 'plus', small: true, run: () => this.#add() }) : nothing,
        body: show(this.secrets, all => (all.length ? this.#table(t('service-providers.secrets'), all, may) : empty({ icon: 'key', title: t('service-providers.no-secrets') }))) })}
      ${card({ title: t('service-providers.tokens'), flush: true,
        actions: may && this.tokens.value?.length ? button({ label: t('service-providers.revoke-all'), small: true, tone: 'danger', run: () => this.#revokeAll() }) : nothing,
        body: show(this.tokens, all => (all.length ? this.#tokenTable(all, may) : empty({ icon: 'key', title: t('service-providers.no-tokens') }))) })}</div>`;
  }

  /** @param {string} label @param {any[]} all @param {boolean} may */
  #table(label, all, may) {
    return html`<div class="tw" tabindex="0" role="region" aria-label=${label}><table><thead><tr><th scope="col">${t('service-providers.id')}</th>
      <th scope="col">${t('service-providers.made')}</th><th scope="col">${t('service-providers.last-used')}</th>
      <th scope="col">${t('service-providers.expires')}</th><th scope="col"><span class="vh">${t('service-providers.actions')}</span></th></tr></thead>
      <tbody>${all.map(one => html`<tr><th scope="row"><code>${one.id.slice(0, 8)}</code></th><td>${one.createdBy}, ${time(one.created)}</td>
        <td>${one.lastUsed ? time(one.lastUsed) : html`<span class="mut">${t('service-providers.never')}</span>`}</td>
        <td>${one.expires ? time(one.expires) : html`<span class="mut">${t('service-providers.never')}</span>`}</td>
        <td class="r">${may ? iconButton({ label: t('service-providers.remove-secret', { id: one.id.slice(0, 8) }), icon: 'trash', small: true, run: () => this.#remove(one) }) : nothing}</td></tr>`)}</tbody></table></div>`;
  }

  /** @param {any[]} all @param {boolean} may */
  #tokenTable(all, may) {
    return html`<div class="tw" tabindex="0" role="region" aria-label=${t('service-providers.tokens')}><table><thead><tr><th scope="col">${t('service-providers.id')}</th>
      <th scope="col">${t('service-providers.scopes')}</th><th scope="col">${t('service-providers.expires')}</th>
      <th scope="col"><span class="vh">${t('service-providers.actions')}</span></th></tr></thead>
      <tbody>${all.map(one => html`<tr><th scope="row"><code>${one.id.slice(0, 8)}</code></th><td class="mono">${(one.scopes || []).join(' ')}</td><td>${time(one.expires)}</td>
        <td class="r">${may ? iconButton({ label: t('service-providers.revoke', { id: one.id.slice(0, 8) }), icon: 'trash', small: true, run: () => this.#revoke(one) }) : nothing}</td></tr>`)}</tbody></table></div>`;
  }

  async #add() {
    try {
      const { body } = await this.ctx.api.post(this.path + '/secrets', {});
      this.secrets.reload();
      await dialog({ title: t('service-providers.secret-made'), stays: false, view: close => html`
        ${banner('warn', t('service-providers.secret-once'))}<p class="secret">${identifier(body.secret)}</p>
        <div class="dfoot">${button({ label: t('service-providers.kept'), tone: 'primary', run: () => close(true) })}</div>` });
    } catch (/** @type {any} */ error) {
      toast(error.message, 'fail');
    }
  }

  /** @param {any} secret */
  async #remove(secret) {
    const done = await confirm({ title: t('service-providers.remove-secret', { id: secret.id.slice(0, 8) }), text: t('service-providers.remove-secret-text'), danger: true,
      action: t('connections.delete'), run: () => this.ctx.api.delete(`${this.path}/secrets/${secret.id}`) });
    if (done) { this.secrets.reload(); this.tokens.reload(); }
  }

  /** @param {any} token */
  async #revoke(token) {
    const done = await confirm({ title: t('service-providers.revoke', { id: token.id.slice(0, 8) }), danger: true, action: t('service-providers.revoke-it'),
      run: () => this.ctx.api.delete(`${this.path}/tokens/${token.id}`) });
    if (done) this.tokens.reload();
  }

  async #revokeAll() {
    const done = await confirm({ title: t('service-providers.revoke-all'), text: t('service-providers.revoke-all-text', { n: this.tokens.value?.length || 0 }), danger: true,
      action: t('service-providers.revoke-it'), run: () => this.ctx.api.delete(`${this.path}/tokens`) });
    if (done) this.tokens.reload();
  }
}
