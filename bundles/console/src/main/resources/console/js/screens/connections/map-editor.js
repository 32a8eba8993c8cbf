// @ts-check
// The editor of one target's policy map.

import { html, nothing } from '../../lib/html.js';
import { banner, button, card, failure, head, linkButton, show, tabs } from '../../lib/page.js';
import { confirm } from '../../lib/dialog.js';
import { href } from '../../lib/router.js';
import { pill } from '../../lib/status.js';
import { t } from '../../lib/text.js';
import { toast } from '../../lib/toast.js';
import { differences, editable, mistakes } from './map.js';
import { FUNCTIONS } from './nearest.js';
import { targetHref } from './places.js';
import { Picker } from './picker.js';
import { Preview } from './preview.js';
import { rowList } from './rows.js';
import { changes, Versions } from './versions.js';
import { tablesView, testsView } from './map-parts.js';

const TABS = ['user', 'group', 'tables', 'tests', 'versions'];

export class MapEditor {
  /** As it is typed. @type {import('./map.js').PolicyMap|null} */
  #draft = null;
  /** @type {Set<string>} */
  #open = new Set();
  /** What saving was refused for. */
  #refused = mistakes([]);
  /** @type {any} */
  #error = null;
  #busy = false;
  #name = '';

  /** @param {import('../../lib/context.js').Context} ctx @param {string} id of the target */
  constructor(ctx, id) {
    this.ctx = ctx;
    this.id = id;
    this.target = ctx.data(() => this.#read(), () => id);
    this.preview = new Preview(ctx, {
      target: () => id,
      map: () => /** @type {import('./map.js').PolicyMap} */ (this.#draft),
      of: () => this.#of,
      resource: () => this.#resource,
    });
    this.picker = new Picker(ctx, {
      id: 'preview-with', label: t('connections.preview-with'), kind: () => (this.#of === 'user' ? 'User' : 'Group'),
      name: () => this.#name,
      pick: one => { this.#name = one?.name || ''; ctx.set({ [this.#of]: one?.id || null }); },
    });
    this.versions = new Versions(ctx, id, () => this.target.value, () => this.target.reload());
    this.shown = '';
    ctx.guard(() => this.unsaved);
  }

  get #tab() {
    return TABS.includes(this.ctx.path[1]) ? this.ctx.path[1] : 'user';
  }

  /** @returns {'user'|'group'} */
  get #of() {
    return this.#tab === 'group' ? 'group' : 'user';
  }

  get #resource() {
    return this.ctx.query[this.#of] || '';
  }

  get #may() {
    return this.ctx.may('config.write');
  }

  async #read() {
    const { body, etag } = await this.ctx.api.read(`/targets/${this.id}`);
    this.#draft = editable(body.policyMap);
    this.#refused = mistakes([]);
    this.#error = null;
    this.#somebody();
    return { ...body, etag };
  }

  /** Shows the map for the one in the address, or for the first there is. */
  async #somebody() {
    const of = this.#of;
    this.shown = of + this.#resource;
    try {
      if (this.#resource) {
        this.#name ||= await this.#nameOf(of, this.#resource);
        this.preview.soon(0);
        return;
      }
      const first = (await this.ctx.api.get(of === 'user' ? '/users' : '/groups', { limit: 1 })).items[0];
      if (first && of === this.#of) {
        this.#name = first.userName || first.displayName;
        this.ctx.set({ [of]: first.id });
      }
    } catch {
      // Without somebody to try it with the map is edited all the same.
    }
    this.ctx.update();
  }

  /** @param {'user'|'group'} of @param {string} id */
  async #nameOf(of, id) {
    const found = await this.ctx.api.get(of === 'user' ? `scim:/Users/${id}` : `scim:/Groups/${id}`,
      { attributes: 'userName,displayName' });
    return [found.userName, found.displayName].filter(Boolean).join(' · ');
  }

  changed() {
    if (this.#draft && this.shown !== this.#of + this.#resource) {
      if (!this.shown.startsWith(this.#of)) this.#name = '';
      this.#somebody();
    }
  }

  get unsaved() {
    const stored = this.target.value;
    return !!stored && !!this.#draft && JSON.stringify(editable(stored.policyMap)) !== JSON.stringify(this.#draft);
  }

  view() {
    return show(this.target, target => html`${this.#head(target)}
      ${tabs(this.#tabs(), this.#tab)}${this.#problems()}${this.#body(target)}${this.#bar(target)}`, { rows: 8 });
  }

  /** @param {any} target */
  #head(target) {
    return head({
      crumbs: [[t('policy-maps.title'), href(['policy-maps'])]],
      title: html`${target.name} ${this.unsaved ? pill('info', t('connections.changed')) : nothing}`,
      sub: t('policy-maps.editor-sub', { version: String(target.version) }),
      actions: linkButton({ label: t('connections.to-target'), icon: 'outbound', href: targetHref(this.id) }),
    });
  }

  #tabs() {
    const map = /** @type {import('./map.js').PolicyMap} */ (this.#draft);
    const counts = { user: map.user.length, group: map.group.length, tables: Object.keys(map.tables).length, tests: map.tests.length };
    return TABS.map(id => ({ id, label: t('policy-maps.tab-' + id), count: /** @type {any} */ (counts)[id],
      href: this.ctx.here({}, [this.id, id]) }));
  }

  #problems() {
    const rows = Object.keys({ ...this.preview.wrong.rows, ...this.#refused.rows });
    const tests = Object.keys(this.#refused.tests);
    return html`${rows.length ? banner('fail', html`<strong>${t('policy-maps.wrong', { n: rows.length })}</strong> ${rows.map(row =>
        html`<a href=${'#row'} @click=${(/** @type {Event} */ event) => this.#jump(event, row)}>${this.#attribute(row)}</a> `)}`) : nothing}
      ${tests.length ? banner('fail', html`<strong>${t('policy-maps.tests-fail', { n: tests.length })}</strong> ${
        Object.values(this.#refused.tests)[0]} ${linkButton({ label: t('policy-maps.tab-tests'), href: this.ctx.here({}, [this.id, 'tests']), small: true })}`) : nothing}
      ${this.#refused.others.map(words => banner('fail', words))}
      ${this.#error ? failure(this.#error) : nothing}`;
  }

  /** @param {string} place `user[3]` */
  #attribute(place) {
    const [, of, at] = /** @type {RegExpExecArray} */ (/^(\w+)\[(\d+)]/.exec(place));
    return /** @type {any} */ (this.#draft)[of][at]?.attribute || place;
  }

  /** @param {Event} event @param {string} place */
  #jump(event, place) {
    event.preventDefault();
    const [, of, at] = /** @type {RegExpExecArray} */ (/^(\w+)\[(\d+)]/.exec(place));
    if (of !== this.#tab) this.ctx.go(this.ctx.here({}, [this.id, of]));
    requestAnimationFrame(() => /** @type {HTMLElement|null} */ (
      document.querySelector(`#row-${of}-${at} textarea`))?.focus());
  }

  /** @param {any} target */
  #body(target) {
    const map = /** @type {import('./map.js').PolicyMap} */ (this.#draft);
    const editing = { may: this.#may, change: () => this.#changed(), update: this.ctx.update };
    if (this.#tab === 'tables') return tablesView(map, editing);
    if (this.#tab === 'tests') return testsView(map, this.#refused.tests, { ...editing, run: () => this.#check(target.etag) });
    if (this.#tab === 'versions') return this.versions.view(target);
    return html`<div class="split-b"><div class="stack">${this.#rows(map)}</div>
      <aside class="stack">${this.#previewCard()}${functionsCard()}</aside></div>`;
  }

  /** @param {import('./map.js').PolicyMap} map */
  #rows(map) {
    const of = this.#of;
    return card({ title: t('policy-maps.rows-' + of), flush: true, body: html`${rowList(map[of], {
        of, may: this.#may, preview: this.preview, refused: this.#refused.rows, open: this.#open, update: this.ctx.update,
        change: (at, row) => this.#put(of, at, row),
        move: (at, to) => { map[of].splice(to, 0, ...map[of].splice(at, 1)); this.#open.clear(); this.#changed(); },
      })}
      ${map[of].length ? nothing : html`<p class="pad mut">${t('policy-maps.no-rows-' + of)}</p>`}
      ${this.#may ? html`<div class="more">${button({ label: t('connections.add-row'), icon: 'plus', small: true, run: () => this.#add(of) })}</div>` : nothing}` });
  }

  /** @param {'user'|'group'} of @param {number} at @param {any} row */
  #put(of, at, row) {
    const rows = /** @type {any} */ (this.#draft)[of];
    if (row) rows[at] = row;
    else { rows.splice(at, 1); this.#open.clear(); }
    this.#changed();
  }

  /** @param {'user'|'group'} of */
  #add(of) {
    const rows = /** @type {any} */ (this.#draft)[of];
    rows.push({ attribute: '', from: [] });
    this.ctx.update();
    requestAnimationFrame(() => /** @type {HTMLElement|null} */ (
      document.querySelector(`#row-${of}-${rows.length - 1} input`))?.focus());
  }

  /** Something was typed: what was refused may be right now. */
  #changed() {
    this.#refused = mistakes([]);
    this.#error = null;
    if (this.#resource) this.preview.soon();
    this.ctx.update();
  }

  #previewCard() {
    const first = Object.values(this.preview.values).flatMap(value => value.inputs);
    const inputs = [...new Map(first.map(input => [input.path, input])).values()].slice(0, 24);
    return card({ title: t('connections.preview'), sub: t('connections.preview-sub'), body: html`${this.picker.view()}
      ${this.preview.error ? failure(this.preview.error) : nothing}
      ${inputs.length ? html`<h3 class="h3">${t('connections.inputs')}</h3><dl class="kv sm">${inputs.map(input =>
        html`<div><dt><code>${input.path}</code></dt><dd class=${input.values.length ? '' : 'mut'}>${
          input.values.join(', ') || t('connections.none')}</dd></div>`)}</dl>` : nothing}` });
  }

  /** @param {any} target */
  #bar(target) {
    if (!this.#may || !this.unsaved) return nothing;
    const wrong = Object.keys(this.preview.wrong.rows).length > 0;
    return html`<div class="savebar" role="region" aria-label=${t('connections.unsaved')}>
      <span class="sub">${t('connections.unsaved')}</span><span class="sp"></span>
      ${button({ label: t('connections.compare'), run: () => this.#compare(target) })}
      ${button({ label: t('connections.discard'), run: () => this.target.reload() })}
      ${button({ label: t('connections.save'), tone: 'primary', disabled: this.#busy || wrong || this.preview.pending,
        title: wrong ? t('policy-maps.blocked') : undefined, run: () => this.#save(target.etag) })}</div>`;
  }

  /** @param {any} target */
  #compare(target) {
    confirm({ title: t('policy-maps.compare', { version: String(target.version) }), action: t('connections.save'),
      text: changes(editable(target.policyMap), /** @type {any} */ (this.#draft)), run: () => this.#put2(target.etag) });
  }

  /** Has the server judge the map, with its tests, without saving it. @param {string} etag */
  async #check(etag) {
    const { etag: now, secretsSet, ...target } = this.target.value;
    this.#busy = true;
    this.ctx.update();
    try {
      await this.ctx.api.send('PUT', `/targets/${this.id}`, { ...target, policyMap: this.#draft }, { etag, query: { dryRun: true } });
      this.#refused = mistakes([]);
      this.#error = null;
      toast(t('policy-maps.tests-pass', { n: this.#draft?.tests.length || 0 }));
    } catch (error) {
      this.#refuse(error);
    }
    this.#busy = false;
    this.ctx.update();
  }

  /** @param {string} etag */
  async #save(etag) {
    try {
      await this.#put2(etag);
    } catch (/** @type {any} */ error) {
      if (error.stale) await this.#stale();
      else this.#refuse(error);
    }
    this.ctx.update();
  }

  /** @param {string} etag */
  async #put2(etag) {
    this.#busy = true;
    this.ctx.update();
    try {
      const { etag: now, secretsSet, ...target } = this.target.value;
      await this.ctx.api.put(`/targets/${this.id}`, { ...target, policyMap: this.#draft }, etag);
      toast(t('connections.saved'));
      await this.target.reload();
    } finally {
      this.#busy = false;
    }
  }

  /** @param {any} error */
  #refuse(error) {
    this.#refused = mistakes(error.errors || []);
    const placed = Object.keys(this.#refused.rows).length + Object.keys(this.#refused.tests).length + this.#refused.others.length;
    this.#error = placed ? null : error;
  }

  /** Somebody else saved: both maps are shown, and one of them is chosen. */
  async #stale() {
    const { body, etag } = await this.ctx.api.read(`/targets/${this.id}`);
    const mine = /** @type {any} */ (this.#draft);
    const kept = await confirm({ title: t('connections.stale'), action: t('connections.keep-mine'), danger: true,
      text: html`<p>${t('policy-maps.stale', { version: String(body.version) })}</p>${changes(editable(body.policyMap), mine)}`,
      run: async () => {
        const { secretsSet, ...theirs } = body;
        await this.ctx.api.put(`/targets/${this.id}`, { ...theirs, policyMap: mine }, etag);
      } });
    if (kept || differences(mine.user, editable(body.policyMap).user).length === 0) await this.target.reload();
  }
}

const functionsCard = () => card({ title: t('connections.functions'), body: html`<dl class="calls">${Object.entries(FUNCTIONS).map(
  ([call, gives]) => html`<div><dt><code>${call}</code></dt><dd class="mut">${gives}</dd></div>`)}</dl>` });
