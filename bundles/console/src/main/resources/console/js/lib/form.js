// @ts-check
// Forms: fields from a list, errors of the server at the field they are about, both versions when
// somebody else changed the same thing.

import { html, nothing } from './html.js';
import { ApiError } from './api.js';
import { controlId, fieldView, valueOf, wrong } from './fields.js';
import { diff } from './diff.js';
import { button, failure } from './page.js';
import { dialog } from './dialog.js';
import { icon } from './icons.js';
import { t } from './text.js';

/** @typedef {import('./fields.js').Field} Field */
/**
 * @typedef {object} FormOptions
 * @property {Field[]|((values: Record<string, any>) => Field[])} fields
 * @property {Record<string, any>} [values] by name of the field
 * @property {string|null} [etag] of what is changed
 * @property {(values: Record<string, any>, etag: string|null) => Promise<any>} save the values of the
 *     fields that are shown, undefined where nothing was said; throws what the api throws
 * @property {() => Promise<{values: Record<string, any>, etag: string|null}>} [present] what is there
 *     now, for when somebody else has changed it
 * @property {(result: any) => void} [saved]
 * @property {() => void} [cancel]
 * @property {string} [action] on the button
 * @property {(path: string) => string} [nameOf] the field an error is about, when paths are others
 */

export class Form {
  /** @param {import('./context.js').Context} ctx @param {FormOptions} options */
  constructor(ctx, options) {
    this.update = ctx.update;
    this.options = options;
    /** @type {Record<string, any>} */
    this.values = { ...options.values };
    /** @type {Record<string, string>} */
    this.errors = {};
    /** @type {{label: string, text: string, id: string|null}[]} */
    this.summary = [];
    /** @type {any} */
    this.failed = null;
    this.etag = options.etag || null;
    this.busy = false;
    this.dirty = false;
    this.advanced = false;
  }

  /** For a form in a dialog, which is drawn by itself. @param {() => void} update */
  drawnBy(update) {
    this.update = update;
  }

  /** @returns {Field[]} those that are shown */
  get fields() {
    const all = typeof this.options.fields === 'function' ? this.options.fields(this.values) : this.options.fields;
    return all.filter(field => !field.when || field.when(this.values));
  }

  /** Puts values in place of what is there. @param {Record<string, any>} values @param {string|null} [etag] */
  fill(values, etag = this.etag) {
    this.values = { ...values };
    this.etag = etag;
    this.dirty = false;
    this.errors = {};
    this.summary = [];
    this.failed = null;
    this.update();
  }

  /** @param {string} name @param {any} value */
  set(name, value) {
    this.values[name] = value;
    this.dirty = true;
    delete this.errors[name];
    this.update();
  }

  /** The whole: fields and buttons. @param {{foot?: unknown}} [how] */
  view(how = {}) {
    return html`<form class="form" novalidate @submit=${(/** @type {Event} */ event) => {
      event.preventDefault();
      this.submit();
    }}>${this.problems()}${this.body()}
      <div class="savebar">${this.dirty ? html`<span class="sub">${icon('edit')}${t('frame.unsaved')}</span>` : nothing}
        <span class="sp"></span>${how.foot || nothing}
        ${this.options.cancel ? button({ label: t('frame.cancel'), run: () => { this.dirty = false; this.options.cancel?.(); } }) : nothing}
        <button type="submit" class="btn primary" ?disabled=${this.busy}>${this.options.action || t('frame.save')}</button></div>
    </form>`;
  }

  /** What is wrong, with links to the fields. */
  problems() {
    if (this.failed) return failure(this.failed);
    if (!this.summary.length) return nothing;
    return html`<div class="banner fail" role="alert" tabindex="-1" id="form-problems">${icon('alert')}<div>
      <strong>${t('frame.problems', { n: this.summary.length })}</strong><ul>${this.summary.map(one => html`<li>${one.id
        ? html`<a href=${'#' + one.id} @click=${(/** @type {Event} */ event) => {
          event.preventDefault();
          document.getElementById(/** @type {string} */ (one.id))?.focus();
        }}>${one.label}</a>: ${one.text}` : one.text}</li>`)}</ul></div></div>`;
  }

  /** The fields, by group. */
  body() {
    const fields = this.fields;
    const shown = fields.filter(field => !field.advanced || this.advanced || this.errors[field.name]);
    const groups = [...new Set(shown.map(field => field.group || ''))];
    const hidden = fields.some(field => field.advanced);
    return html`${groups.map(group => html`<fieldset class="fs">${group ? html`<legend>${group}</legend>` : nothing}
      <div class="grid2">${shown.filter(field => (field.group || '') === group).map(field => this.field(field))}</div>
    </fieldset>`)}${hidden ? html`<p><button type="button" class="link" aria-expanded=${this.advanced ? 'true' : 'false'}
      @click=${() => { this.advanced = !this.advanced; this.update(); }}>${
      t(this.advanced ? 'frame.less-settings' : 'frame.more-settings')}</button></p>` : nothing}`;
  }

  /** One field, for a form that is laid out otherwise. @param {Field} field */
  field(field) {
    return fieldView(field, this.values[field.name], this.errors[field.name], value => this.set(field.name, value));
  }

  /** Checks, saves, and puts what is wrong where it belongs. */
  async submit() {
    if (this.busy) return;
    this.errors = {};
    this.failed = null;
    for (const field of this.fields) {
      const words = wrong(field, this.values[field.name], this.values);
      if (words) this.errors[field.name] = words;
    }
    if (Object.keys(this.errors).length) {
      this.#summarise([]);
      return;
    }
    await this.#save();
  }

  async #save() {
    this.busy = true;
    this.summary = [];
    this.update();
    try {
      const values = Object.fromEntries(this.fields.map(field => [field.name, valueOf(field, this.values[field.name])]));
      const result = await this.options.save(values, this.etag);
      this.dirty = false;
      this.busy = false;
      this.options.saved?.(result);
    } catch (error) {
      this.busy = false;
      if (error instanceof ApiError && error.stale && this.options.present) await this.#stale();
      else this.refused(error);
    }
    this.update();
  }

  /** Puts the server's errors at their fields. @param {any} error */
  refused(error) {
    const errors = error instanceof ApiError ? error.errors : [];
    if (!errors.length) {
      this.failed = error;
      this.update();
      return;
    }
    const rest = [];
    for (const { path, detail } of errors) {
      const name = this.options.nameOf ? this.options.nameOf(path) : path;
      const field = this.fields.find(one => one.name === name) || this.fields.find(one => name.startsWith(one.name + '.')
        || name.startsWith(one.name + '['));
      const words = detail.startsWith(path + ': ') ? detail.slice(path.length + 2) : detail;
      if (field) this.errors[field.name] = words;
      else rest.push(path && !detail.includes(path) ? `${path}: ${detail}` : detail);
    }
    this.#summarise(rest);
  }

  /** @param {string[]} rest what is about no field */
  #summarise(rest) {
    this.summary = [
      ...this.fields.filter(field => this.errors[field.name]).map(field => ({
        label: field.label, text: this.errors[field.name], id: controlId(field.name) })),
      ...rest.map(text => ({ label: '', text, id: null })),
    ];
    this.update();
    requestAnimationFrame(() => document.getElementById('form-problems')?.focus());
  }

  /** Somebody else has changed it: shows both, and lets the person choose. */
  async #stale() {
    const there = await /** @type {NonNullable<FormOptions['present']>} */ (this.options.present)();
    const mine = Object.fromEntries(this.fields.filter(field => field.kind !== 'secret').map(field => [field.label, valueOf(field, this.values[field.name])]));
    const theirs = Object.fromEntries(this.fields.filter(field => field.kind !== 'secret').map(field => [field.label, valueOf(field, there.values[field.name])]));
    const choice = await dialog({
      title: t('frame.stale'), wide: true,
      view: close => html`<p class="dtext">${t('frame.stale-text')}</p>
        ${diff(theirs, mine, { before: t('frame.theirs'), after: t('frame.mine'), only: true })}
        <div class="dfoot">${button({ label: t('frame.go-on'), run: () => close() })}
          ${button({ label: t('frame.take-theirs'), run: () => close('theirs') })}
          ${button({ label: t('frame.keep-mine'), tone: 'primary', run: () => close('mine') })}</div>`,
    });
    if (choice === 'theirs') this.fill(there.values, there.etag);
    if (choice === 'mine') {
      this.etag = there.etag;
      await this.#save();
    }
  }
}
