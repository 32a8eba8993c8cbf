// @ts-check
// One identity provider: what is known of it, its targets, who gets accounts there, how people sign in.

import { html, nothing } from '../../lib/html.js';
import { button, head, linkButton, show, tabs } from '../../lib/page.js';
import { confirm } from '../../lib/dialog.js';
import { href } from '../../lib/router.js';
import { pill } from '../../lib/status.js';
import { t } from '../../lib/text.js';
import { toast } from '../../lib/toast.js';
import { put, valuesOf } from './field.js';
import { History } from './history.js';
import { providerHref, targetHref } from './places.js';
import { claims, general, jit, scope, signIn } from './provider-fields.js';
import { targetTable } from './target-list.js';

const TABS = ['general', 'targets', 'scope', 'sign-in', 'jit', 'claims', 'history'];
const PARTS = { general, scope, 'sign-in': signIn, jit, claims };

export class IdentityProvider {
  /** @type {Record<string, import('../../lib/form.js').Form>} */
  #forms = {};

  /** @param {import('../../lib/context.js').Context} ctx @param {string} id */
  constructor(ctx, id) {
    this.ctx = ctx;
    this.id = id;
    this.provider = ctx.data(() => this.#read());
    this.targets = ctx.data(async () => (await ctx.api.get('/targets', { limit: 500 })).items, () => this.provider.value?.name);
    this.history = new History(ctx, id, () => this.provider.value, () => this.provider.reload());
    this.table = targetTable(ctx, () => this.targets.value?.filter((/** @type {any} */ target) => target.identityProvider === this.provider.value.name));
  }

  get #tab() {
    return TABS.includes(this.ctx.path[1]) ? this.ctx.path[1] : 'general';
  }

  get #may() {
    return this.ctx.may('config.write');
  }

  async #read() {
    const { body, etag } = await this.ctx.api.read(`/identity-providers/${this.id}`);
    for (const [name, form] of Object.entries(this.#forms)) form.fill(this.#values(name, body), etag);
    queueMicrotask(() => this.targets.follow());
    return { ...body, etag };
  }

  /** @param {string} name of a tab @param {any} body */
  #values(name, body) {
    const part = /** @type {any} */ (PARTS)[name]();
    return { ...valuesOf(body, part.fields), ...part.write?.(body) };
  }

  view() {
    return show(this.provider, provider => html`${this.#head(provider)}
      ${tabs(TABS.map(id => ({ id, label: t('identity-providers.tab-' + id), href: providerHref(this.id, id),
        count: id === 'targets' && this.targets.value ? this.table.items.length : undefined })), this.#tab)}
      ${this.#part(provider)}`, { rows: 8 });
  }

  /** @param {any} provider */
  #part(provider) {
    if (this.#tab === 'targets') return this.#targets(provider);
    return this.#tab === 'history' ? this.history.view(provider) : this.#form(this.#tab, provider);
  }

  /** @param {any} provider */
  #head(provider) {
    return head({
      crumbs: [[t('frame.nav-identity-providers'), href(['identity-providers'])]],
      title: html`${provider.displayName || provider.name} ${provider.enabled ? nothing : pill('off', t('connections.off'))}`,
      sub: html`<code>${provider.name}</code> · ${t('connections.version', { n: String(provider.version) })}`,
      actions: this.#may ? html`${linkButton({ label: t('connections.connect'), icon: 'plus', href: targetHref('new', undefined, { identityProvider: provider.name }) })}
        ${button({ label: t(provider.enabled ? 'connections.switch-off' : 'connections.switch-on'), run: () => this.#switch(provider) })}
        ${button({ label: t('connections.delete'), icon: 'trash', tone: 'danger', run: () => this.#delete(provider) })}` : nothing,
    });
  }

  /** @param {any} provider */
  #targets(provider) {
    return show(this.targets, () => html`<section class="card flush">${this.table.view()}</section>
      ${this.#may && this.table.items.length ? html`<p>${linkButton({ label: t('connections.connect'), icon: 'plus', href: targetHref('new', undefined, { identityProvider: provider.name }) })}</p>` : nothing}`);
  }

  /** @param {string} name of the tab @param {any} provider */
  #form(name, provider) {
    const part = /** @type {any} */ (PARTS)[name]();
    const form = this.#forms[name] ??= this.ctx.form({
      fields: () => (/** @type {any} */ (PARTS)[name](this.provider.value).fields.map((/** @type {any} */ field) => ({ ...field, fixed: field.fixed || !this.#may }))),
      values: this.#values(name, provider),
      etag: provider.etag,
      save: (values, etag) => this.#save(part.read ? part.read(values) : values, etag),
      present: async () => { const { body, etag } = await this.ctx.api.read(`/identity-providers/${this.id}`); return { values: this.#values(name, body), etag }; },
      saved: () => { toast(t('connections.saved')); this.provider.reload(); },
    });
    return html`${t('identity-providers.about-' + name) ? html`<p class="lead">${t('identity-providers.about-' + name)}</p>` : nothing}
      ${this.#may ? form.view() : form.body()}`;
  }

  /** @param {Record<string, any>} values by path @param {string|null} etag */
  async #save(values, etag) {
    const { etag: read, ...provider } = this.provider.value;
    const there = etag === read ? provider : await this.ctx.api.get(`/identity-providers/${this.id}`);
    return this.ctx.api.put(`/identity-providers/${this.id}`, put(there, values), etag);
  }

  /** @param {any} provider */
  async #switch(provider) {
    const to = !provider.enabled;
    const run = async () => { await this.#save({ enabled: to }, provider.etag); toast(t('connections.saved')); await this.provider.reload(); };
    if (!to) {
      await confirm({ title: t('identity-providers.off-title', { name: provider.name }), text: t('identity-providers.off-text'), danger: true, action: t('connections.switch-off'), run });
      return;
    }
    try {
      await run();
    } catch (/** @type {any} */ error) {
      toast(error.message, 'fail');
    }
  }

  /** @param {any} provider */
  async #delete(provider) {
    const gone = await confirm({ title: t('identity-providers.delete-title', { name: provider.name }), text: t('identity-providers.delete-text'),
      danger: true, type: provider.name, action: t('connections.delete'), run: () => this.ctx.api.delete(`/identity-providers/${this.id}`, provider.etag) });
    if (!gone) return;
    toast(t('identity-providers.deleted', { name: provider.name }));
    this.ctx.go(href(['identity-providers']));
  }
}
