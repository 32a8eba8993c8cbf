// @ts-check
// One target: what its connector needs to know, how changes are brought there, its accounts, what is
// in it, and what would be sent for one person.

import { html, nothing } from '../../lib/html.js';
import { button, card, head, linkButton, show, tabs } from '../../lib/page.js';
import { confirm } from '../../lib/dialog.js';
import { href } from '../../lib/router.js';
import { status } from '../../lib/status.js';
import { t } from '../../lib/text.js';
import { toast } from '../../lib/toast.js';
import { accountTable, contentTable } from './accounts.js';
import { deliveryForm } from './delivery.js';
import { abilities, ConnectionTest, statusCard, trouble } from './health-of.js';
import { OnePerson } from './one-person.js';
import { mapHref, targetHref, targetsHref } from './places.js';
import { draftOf, fieldsOf, settingsOf } from './settings.js';
import { fields } from './field.js';

/** Who may change targets: whoever may change all, or those that are one's own. @param {import('../../lib/context.js').Context} ctx */
export const mayChange = ctx => ctx.may('config.write') || ctx.may('targets.write');

export class Target {
  /** @param {import('../../lib/context.js').Context} ctx @param {string} id */
  constructor(ctx, id) {
    this.ctx = ctx;
    this.id = id;
    this.target = ctx.data(() => this.#read());
    this.now = ctx.data(() => ctx.api.get(`/targets/${id}/status`));
    this.test = new ConnectionTest(ctx, id, () => this.now.reload());
    this.person = new OnePerson(ctx, id, () => this.target.value);
    /** @type {import('../../lib/table.js').Table|null} */
    this.accounts = null;
    /** @type {import('../../lib/table.js').Table|null} */
    this.contents = null;
    /** @type {import('../../lib/form.js').Form|null} */
    this.settings = null;
    /** @type {import('../../lib/form.js').Form|null} */
    this.delivery = null;
    ctx.on('targets', changed => { if (!changed.id || changed.id === id) this.now.reload(); });
    if (ctx.query.tested === 'now') {
      ctx.set({ tested: null });
      this.test.run();
    }
  }

  get #tab() {
    return this.ctx.path[2] || 'connection';
  }

  async #read() {
    const { body, etag } = await this.ctx.api.read(`/targets/${this.id}`);
    const type = await this.ctx.api.get('/connector-types/' + encodeURIComponent(body.connectorType)).catch(() => null);
    const target = { ...body, etag, type };
    this.settings?.fill(this.#values(target), etag);
    this.delivery?.fill(this.#deliveryValues(target), etag);
    return target;
  }

  view() {
    return show(this.target, target => html`${this.#head(target)}
      ${tabs(['connection', 'map', 'delivery', 'accounts', 'contents', 'person'].map(id => ({ id, label: t('targets.tab-' + id),
        href: id === 'map' ? mapHref(this.id) : targetHref(this.id, id) })), this.#tab)}
      ${trouble(this.now.value)}${this.#body(target)}`, { rows: 8 });
  }

  /** @param {any} target */
  #head(target) {
    const may = mayChange(this.ctx);
    const paused = target.delivery.maintenance;
    return head({
      crumbs: [[t('frame.nav-identity-providers'), href(['identity-providers'])], [t('targets.title'), targetsHref()]],
      title: html`${target.name} ${this.now.value ? status(this.now.value.state) : nothing}`,
      sub: html`${target.type ? `${target.type.name} · ${target.type.bundle}` : target.connectorType} · ${target.identityProvider} · ${
        t('connections.version', { n: String(target.version) })}`,
      actions: may ? html`${this.test.button()}
        ${button({ label: t(paused ? 'targets.go-on' : 'targets.pause'), icon: paused ? 'play' : 'pause', run: () => this.#pause(target) })}
        ${button({ label: t(target.enabled ? 'connections.switch-off' : 'connections.switch-on'), run: () => this.#switch(target) })}
        ${button({ label: t('connections.delete'), icon: 'trash', tone: 'danger', run: () => this.#delete(target) })}` : nothing,
    });
  }

  /** @param {any} target */
  #body(target) {
    switch (this.#tab) {
      case 'delivery': return this.#aside(target, this.#delivery(target));
      case 'accounts': return html`<section class="card flush">${(this.accounts ??= accountTable(this.ctx, this.id)).view()}</section>`;
      case 'contents': return html`<section class="card flush">${(this.contents ??= contentTable(this.ctx, this.id)).view()}</section>`;
      case 'person': return this.person.view();
      default: return this.#aside(target, this.#connection(target));
    }
  }

  /** @param {any} target @param {unknown} main */
  #aside(target, main) {
    return html`<div class="split-b"><div>${main}</div><aside class="stack">${this.test.view()}${statusCard(this.now, target)}
      ${target.type ? card({ title: t('connections.can'), body: abilities(this.now.value?.abilities || target.type.abilities) }) : nothing}</aside></div>`;
  }

  /** @param {any} target */
  #connection(target) {
    if (!target.type) return card({ title: t('targets.group-connection'), body: html`<p>${t('targets.type-away', { type: target.connectorType })}</p>` });
    if (!mayChange(this.ctx)) return readOnly(target);
    this.settings ??= this.ctx.form({
      fields: () => this.#fields(this.target.value),
      values: this.#values(target), etag: target.etag,
      save: (values, etag) => this.#put({ name: values.name, settings: settingsOf(target.type.properties, /** @type {any} */ (this.settings).values) }, etag),
      present: async () => { const now = await this.#fresh(); return { values: this.#values(now), etag: now.etag }; },
      saved: () => this.#saved(),
    });
    return this.settings.view();
  }

  /** @param {any} target */
  #fields(target) {
    return [fields('targets')('name', 'text', { required: true, group: t('targets.group-general') }),
      ...fieldsOf(target.type.properties, target.secretsSet, key => t('targets.group-' + key))];
  }

  /** @param {any} target */
  #values(target) {
    return { name: target.name, ...(target.type ? draftOf(target.type.properties, target.settings) : {}) };
  }

  /** @param {any} target */
  #delivery(target) {
    this.delivery ??= this.ctx.form({
      ...deliveryForm(() => this.target.value, mayChange(this.ctx)),
      values: this.#deliveryValues(target), etag: target.etag,
      save: (values, etag) => this.#put({ delivery: deliveryForm(() => target, true).read(values, target.delivery) }, etag),
      present: async () => { const now = await this.#fresh(); return { values: this.#deliveryValues(now), etag: now.etag }; },
      saved: () => this.#saved(),
    });
    return mayChange(this.ctx) ? this.delivery.view() : this.delivery.body();
  }

  /** @param {any} target */
  #deliveryValues(target) {
    return deliveryForm(() => target, true).write(target.delivery);
  }

  async #fresh() {
    const { body, etag } = await this.ctx.api.read(`/targets/${this.id}`);
    return { ...body, etag, type: this.target.value.type };
  }

  /** Sends the target with something changed; the rest as it is there. @param {any} change @param {string|null} etag */
  async #put(change, etag) {
    const { etag: read, type, secretsSet, ...target } = this.target.value;
    const { secretsSet: other, ...there } = etag === read ? target : (await this.ctx.api.get(`/targets/${this.id}`));
    return this.ctx.api.put(`/targets/${this.id}`, { ...there, ...change }, etag);
  }

  async #saved() {
    toast(t('connections.saved'));
    await this.target.reload();
    this.now.reload();
  }

  /** @param {any} target */
  async #pause(target) {
    await this.#change({ delivery: { ...target.delivery, maintenance: !target.delivery.maintenance } }, target.etag);
  }

  /** @param {any} target */
  async #switch(target) {
    if (!target.enabled) {
      await this.#change({ enabled: true }, target.etag);
      return;
    }
    await confirm({ title: t('targets.off-title', { name: target.name }), text: t('targets.off-text'), action: t('connections.switch-off'), danger: true,
      run: async () => { await this.#put({ enabled: false }, target.etag); await this.#saved(); } });
  }

  /** @param {any} change @param {string} etag */
  async #change(change, etag) {
    try {
      await this.#put(change, etag);
      await this.#saved();
    } catch (/** @type {any} */ error) {
      toast(error.message, 'fail');
      if (error.stale) this.target.reload();
    }
  }

  /** @param {any} target */
  async #delete(target) {
    const now = this.now.value;
    const gone = await confirm({ title: t('targets.delete-title', { name: target.name }), danger: true, type: target.name, action: t('connections.delete'),
      text: html`<p>${t('targets.delete-text')}</p>${now?.waiting ? html`<p><strong>${t('targets.delete-waiting', { n: now.waiting })}</strong></p>` : nothing}`,
      run: () => this.ctx.api.delete(`/targets/${this.id}`, target.etag) });
    if (!gone) return;
    toast(t('targets.deleted', { name: target.name }));
    this.ctx.go(targetsHref());
  }
}

/** For who may only look. @param {any} target */
const readOnly = target => card({ title: t('targets.group-connection'), body: html`<dl class="kv">${target.type.properties
  .filter((/** @type {any} */ p) => target.settings[p.id] !== undefined || target.secretsSet.includes(p.id))
  .map((/** @type {any} */ p) => html`<div><dt>${p.name}</dt><dd>${p.kind === 'secret' ? t('frame.secret-set') : String(target.settings[p.id])}</dd></div>`)}</dl>`,
  actions: linkButton({ label: t('targets.tab-map'), href: mapHref(target.id), small: true }) });

