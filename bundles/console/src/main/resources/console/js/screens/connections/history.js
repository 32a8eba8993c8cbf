// @ts-check
// What an identity provider has been: who changed it, when, what; and the way back.

import { html, nothing } from '../../lib/html.js';
import { diff } from '../../lib/diff.js';
import { card, show } from '../../lib/page.js';
import { t } from '../../lib/text.js';
import { pastVersions, wayBack } from './past-versions.js';

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
    return pastVersions(this.ctx, this.all, this.#chosen, show(this.one, both => this.#told(both, provider)));
  }

  /** @param {{version: any, before: any}} both @param {any} provider as it is */
  #told({ version, before }, provider) {
    const n = String(version.version);
    const present = version.version === provider.version;
    const back = diff(said(provider), said(version), { only: true, before: t('identity-providers.now'), after: t('connections.version-n', { n }) });
    return html`${card({ title: t('identity-providers.what-changed', { n }), body: before ? diff(said(before), said(version), { only: true })
        : html`<p class="sub">${t('identity-providers.first')}</p>${diff(null, said(version), { only: true })}` })}
      ${present ? nothing : card({ title: t('identity-providers.against-now', { n }), body: back,
        actions: wayBack(this.ctx, { n, differences: back, run: () => this.ctx.api.put(this.path, version, provider.etag), done: this.reload }) })}`;
  }
}
