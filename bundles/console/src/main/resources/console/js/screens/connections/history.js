// @ts-check
// What an identity provider has been: who changed it, when, what; and the way back.

import { html, nothing } from '../../lib/html.js';
import { confirm } from '../../lib/dialog.js';
import { diff } from '../../lib/diff.js';
import { button, card, show } from '../../lib/page.js';
import { pill } from '../../lib/status.js';
import { t } from '../../lib/text.js';
import { time } from '../../lib/time.js';
import { toast } from '../../lib/toast.js';

/** What people say in it: neither what the server counts nor what is empty. @param {any} document */
const said = document => {
  if (!document) return null;
  const { id: _id, version: _version, etag: _etag, ...rest } = document;
  return Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== '' && !(Array.isArray(value) && !value.length)));
};

export class History {
  /**
   * @param {import('../../lib/context.js').Context} ctx @param {string} id of the identity provider
   * @param {() => any} provider as it is @param {() => void} reload
   */
  constructor(ctx, id, provider, reload) {
    this.ctx = ctx;
    this.path = `/identity-providers/${id}`;
    this.reload = reload;
    const here = () => ctx.path[1] === 'history';
    this.all = ctx.data(() => ctx.api.get(this.path + '/versions'), () => (here() ? provider()?.version : null));
    this.one = ctx.data(() => this.#both(), () => (here() && this.all.value && this.#chosen) || null);
  }

  get #chosen() {
    return this.ctx.query.version || String(this.all.value?.items[0]?.version ?? '');
  }

  /** The chosen version and the one before it. */
  async #both() {
    const items = this.all.value.items;
    const at = items.findIndex((/** @type {any} */ one) => String(one.version) === this.#chosen);
    const of = (/** @type {any} */ one) => (one ? this.ctx.api.get(`${this.path}/versions/${one.version}`) : null);
    const [version, before] = await Promise.all([of({ version: this.#chosen }), of(items[at + 1])]);
    return { version, before };
  }

  /** @param {any} provider */
  view(provider) {
    queueMicrotask(() => { this.all.follow(); this.one.follow(); });
    return html`<div class="md2 md"><div>${card({ title: t('identity-providers.versions'), flush: true,
      body: show(this.all, all => html`<ul class="tl">${all.items.map((/** @type {any} */ version, /** @type {number} */ at) => html`
        <li class=${String(version.version) === this.#chosen ? 'on' : ''}><a href=${this.ctx.here({ version: version.version })}
          aria-current=${String(version.version) === this.#chosen ? 'true' : nothing}>
          <span class="tlh"><strong>${t('identity-providers.version', { n: String(version.version) })}</strong>${
            at === 0 ? pill('ok', t('identity-providers.in-force')) : nothing}</span>
          <span class="tlf sub"><span>${version.who}</span><span>${time(version.at)}</span></span></a></li>`)}</ul>`) })}</div>
      <div class="stack">${show(this.one, both => this.#told(both, provider))}</div></div>`;
  }

  /** @param {{version: any, before: any}} both @param {any} provider as it is */
  #told({ version, before }, provider) {
    const n = String(version.version);
    const present = version.version === provider.version;
    const back = diff(said(provider), said(version), { only: true, before: t('identity-providers.now'), after: t('identity-providers.version', { n }) });
    return html`${card({ title: t('identity-providers.what-changed', { n }), body: before ? diff(said(before), said(version), { only: true })
        : html`<p class="sub">${t('identity-providers.first')}</p>${diff(null, said(version), { only: true })}` })}
      ${present ? nothing : card({ title: t('identity-providers.against-now', { n }), body: back,
        actions: this.ctx.may('config.write') ? button({ label: t('identity-providers.go-back'), icon: 'retry', small: true,
          run: () => this.#goBack(version, provider, back) }) : nothing })}`;
  }

  /** @param {any} version @param {any} provider @param {unknown} differences */
  async #goBack(version, provider, differences) {
    const words = { n: String(version.version) };
    const done = await confirm({ title: t('identity-providers.go-back-to', words), text: differences, action: t('identity-providers.go-back'),
      run: () => this.ctx.api.put(this.path, version, provider.etag) });
    if (!done) return;
    toast(t('identity-providers.went-back', words));
    this.ctx.set({ version: null });
    this.reload();
  }
}
