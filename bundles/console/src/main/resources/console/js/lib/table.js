// @ts-check
// Tables: pages by cursor, columns to choose, rows to select, keys, export, the same as a command.

import { html, nothing, repeat, live } from './html.js';
import { address } from './api.js';
import { banner, button, copy, empty, failure, skeleton } from './page.js';
import { dialog } from './dialog.js';
import { exported } from './export.js';
import { icon } from './icons.js';
import { keep, kept } from './kept.js';
import { go } from './router.js';
import { t } from './text.js';
import { toast } from './toast.js';

/**
 * @typedef {object} Column
 * @property {string} id
 * @property {string} label
 * @property {(row: any) => unknown} view
 * @property {(row: any) => unknown} [value] plain, for exports; `row[id]` when left out
 * @property {boolean} [end] numbers stand at the end
 * @property {boolean} [hidden] only shown when chosen
 */
/**
 * @typedef {object} Bulk
 * @property {string} label
 * @property {string} [icon]
 * @property {boolean} [danger]
 * @property {(rows: any[]) => Promise<unknown>} run may ask first; the list is read again after it
 */
/**
 * @typedef {object} TableOptions
 * @property {string} id columns are remembered by
 * @property {string} label what is listed, for who does not see it
 * @property {Column[]} columns the first names the row
 * @property {(row: any) => string} key
 * @property {string|(() => string|null)} [path] of the list, for example `/users`
 * @property {() => Record<string, unknown>} [query]
 * @property {(path: string, query: Record<string, unknown>) => Promise<{items: any[], next?: string}>} [pages]
 *     asks in another way than `?cursor=&limit=`
 * @property {() => any[]|undefined} [rows] instead of `path`
 * @property {number} [size] rows of a page, 50
 * @property {(row: any) => string|null} [href] where a row leads
 * @property {() => string|undefined} [selected] key of the row that is open
 * @property {Bulk[]} [bulk]
 * @property {() => unknown} [empty] {@link empty} that teaches
 */

const MOST_EXPORTED = 10000;

export class Table {
  /** @type {Set<string>} */
  #chosen = new Set();
  #cursor = -1;
  #busy = false;

  /** @param {import('./context.js').Context} ctx @param {TableOptions} options @param {import('./data.js').List|null} list */
  constructor(ctx, options, list) {
    this.ctx = ctx;
    this.options = options;
    this.list = list;
  }

  close() {
    if (current === this) current = null;
  }

  /** The rows that are shown. */
  get items() {
    return this.list ? this.list.items : this.options.rows?.() || [];
  }

  reload() {
    return this.list?.reload();
  }

  /** Columns that are shown. */
  get columns() {
    /** @type {string[]|null} */
    const chosen = kept('columns.' + this.options.id);
    return this.options.columns.filter((column, at) => at === 0
      || (chosen ? chosen.includes(column.id) : !column.hidden));
  }

  view() {
    current = this;
    const list = this.list;
    if (list && list.error && !list.items.length) return html`<div class="pad">${failure(list.error, () => list.reload())}</div>`;
    if (list && !list.loaded && !list.items.length) return html`<div class="pad">${skeleton(6)}</div>`;
    const rows = this.items;
    if (!rows.length) {
      return this.options.empty?.() || empty({ title: t('frame.nothing') });
    }
    return html`${this.#news()}${this.#bulk(rows)}
      <div class="tw" tabindex="0" role="group" aria-label=${this.options.label}><table class="sel" data-table=${this.options.id}>
        <caption class="vh">${this.options.label}</caption>
        <thead><tr>${this.#allBox(rows)}${this.columns.map(column => html`<th scope="col"
          class=${column.end ? 'r' : ''}>${column.label}</th>`)}</tr></thead>
        <tbody>${repeat(rows, this.options.key, (/** @type {any} */ row, /** @type {number} */ at) => this.#row(row, at))}</tbody>
      </table></div>${this.#foot(rows)}`;
  }

  #news() {
    const list = this.list;
    if (!list?.news) return nothing;
    return html`<div class="news" role="status"><button type="button" class="link" @click=${() => list.reload()}>${
      t('frame.news', { n: list.news })}</button></div>`;
  }

  /** @param {any} row @param {number} at */
  #row(row, at) {
    const key = this.options.key(row);
    const to = this.options.href?.(row);
    const open = this.options.selected?.() === key;
    return html`<tr class=${(open ? 'on' : '') + (at === this.#cursor ? ' at' : '')} data-at=${at}
      @click=${(/** @type {MouseEvent} */ event) => this.#clicked(event, to)}>
      ${this.options.bulk?.length ? html`<td class="cb"><input type="checkbox" aria-label=${
        t('frame.select-row', { row: at + 1 })} .checked=${live(this.#chosen.has(key))}
        @change=${() => this.#choose(key)}></td>` : nothing}
      ${this.columns.map((column, which) => which === 0
        ? html`<th scope="row" class="rowh">${to ? html`<a href=${to} aria-current=${open ? 'true' : nothing}>${
          column.view(row)}</a>` : column.view(row)}</th>`
        : html`<td class=${column.end ? 'r num' : ''}>${column.view(row)}</td>`)}</tr>`;
  }

  /** A click anywhere in a row opens it; on a control it does what that does. @param {MouseEvent} event @param {string|null|undefined} to */
  #clicked(event, to) {
    const target = /** @type {HTMLElement} */ (event.target);
    if (!to || target.closest('a, button, input, label, select') || String(getSelection())) return;
    this.ctx.go(to);
  }

  /** @param {any[]} rows */
  #allBox(rows) {
    if (!this.options.bulk?.length) return nothing;
    const all = rows.every(row => this.#chosen.has(this.options.key(row)));
    return html`<td class="cb"><input type="checkbox" aria-label=${t('frame.select-all')} .checked=${live(all)}
      @change=${() => {
        for (const row of rows) {
          if (all) this.#chosen.delete(this.options.key(row));
          else this.#chosen.add(this.options.key(row));
        }
        this.ctx.update();
      }}></td>`;
  }

  /** @param {string} key */
  #choose(key) {
    if (!this.#chosen.delete(key)) this.#chosen.add(key);
    this.ctx.update();
  }

  /** @param {any[]} rows */
  #bulk(rows) {
    const chosen = rows.filter(row => this.#chosen.has(this.options.key(row)));
    if (!chosen.length) return nothing;
    return html`<div class="bulk" role="region" aria-label=${t('frame.selected', { n: chosen.length })}>
      <span aria-live="polite">${t('frame.selected', { n: chosen.length })}</span>
      ${(this.options.bulk || []).map(action => button({
        label: action.label, icon: action.icon, small: true, tone: action.danger ? 'danger' : '', disabled: this.#busy,
        run: () => this.#run(action, chosen),
      }))}
      ${button({ label: t('frame.unselect'), small: true, run: () => { this.#chosen.clear(); this.ctx.update(); } })}
    </div>`;
  }

  /** @param {Bulk} action @param {any[]} rows */
  async #run(action, rows) {
    this.#busy = true;
    this.ctx.update();
    try {
      if (await action.run(rows) !== false) this.#chosen.clear();
    } catch (/** @type {any} */ error) {
      toast(error.message, 'fail');
    }
    this.#busy = false;
    this.reload();
    this.ctx.update();
  }

  /** @param {any[]} rows */
  #foot(rows) {
    const list = this.list;
    return html`<div class="more">
      ${list?.error ? banner('fail', list.error.message, button({ label: t('frame.again'), small: true, run: () => list.more() })) : nothing}
      ${list?.next ? button({ label: t('frame.next', { n: list.what.size || 50 }), small: true, disabled: list.loading, run: () => list.more() }) : nothing}
      <span class="sub" role="status">${t(list?.next ? 'frame.rows-more' : 'frame.rows', { n: rows.length })}</span>
      <span class="sp"></span>
      <details class="drop" @keydown=${closesOnEscape}><summary class="btn sm">${t('frame.more')}${icon('down')}</summary><div class="menu-list">
        <button type="button" @click=${() => this.#chooseColumns()}>${icon('columns')}${t('frame.columns')}</button>
        <button type="button" @click=${() => this.#export('csv')}>${icon('download')}${t('frame.export-csv')}</button>
        <button type="button" @click=${() => this.#export('json')}>${icon('download')}${t('frame.export-json')}</button>
        ${list ? html`<button type="button" @click=${() => this.#curl()}>${icon('copy')}${t('frame.curl')}</button>` : nothing}
      </div></details></div>`;
  }

  #curl() {
    const list = /** @type {import('./data.js').List} */ (this.list);
    const url = address(/** @type {string} */ (list.path), list.query);
    copy(`curl --netrc-file netrc --cacert server.crt '${url}'`);
  }

  /** @param {'csv'|'json'} form */
  async #export(form) {
    try {
      const rows = this.list ? await this.list.all(MOST_EXPORTED) : this.items;
      exported(this.options.id, form, rows, this.options.columns);
      toast(t('frame.exported', { n: rows.length }));
    } catch (/** @type {any} */ error) {
      toast(error.message, 'fail');
    }
  }

  #chooseColumns() {
    const shown = new Set(this.columns.map(column => column.id));
    dialog({
      title: t('frame.columns'),
      view: close => html`<form @submit=${(/** @type {Event} */ event) => {
        event.preventDefault();
        keep('columns.' + this.options.id, [...shown]);
        close();
        this.ctx.update();
      }}><ul class="checks">${this.options.columns.slice(1).map(column => html`<li><label class="ck"><input type="checkbox"
        ?checked=${shown.has(column.id)} @change=${() => { if (!shown.delete(column.id)) shown.add(column.id); }}>${
        column.label}</label></li>`)}</ul><div class="dfoot">
        <button type="submit" class="btn primary">${t('frame.apply')}</button></div></form>`,
    });
  }

  /** `j`, `k`, `Enter` and `x`. @param {string} key @returns {boolean} whether it meant this table */
  pressed(key) {
    const rows = this.items;
    if (!rows.length) return false;
    if (key === 'j' || key === 'k') {
      this.#cursor = Math.max(0, Math.min(rows.length - 1, this.#cursor + (key === 'j' ? 1 : -1)));
      this.ctx.update();
      requestAnimationFrame(() => {
        const row = document.querySelector(`table[data-table="${this.options.id}"] tr[data-at="${this.#cursor}"]`);
        row?.scrollIntoView({ block: 'nearest' });
        /** @type {HTMLElement|null|undefined} */ (row?.querySelector('.rowh a') || row?.querySelector('input'))?.focus({ preventScroll: true });
      });
      return true;
    }
    const row = rows[this.#cursor];
    if (key === 'x' && row && this.options.bulk?.length) {
      this.#choose(this.options.key(row));
      return true;
    }
    const to = key === 'Enter' && row && !isOnSomething() && this.options.href?.(row);
    if (to) go(to);
    return !!to;
  }
}

/** Whether a key is for what has the focus, which comes to a row a moment after `j` and `k`. */
const isOnSomething = () => !!document.activeElement?.closest('a, button, input, select, textarea, summary, [tabindex="0"]');

/** The table that keys are for: the one that was drawn last. @type {Table|null} */
let current = null;

export const currentTable = () => current;

/** @param {KeyboardEvent} event */
export function closesOnEscape(event) {
  const details = /** @type {HTMLDetailsElement} */ (event.currentTarget);
  if (event.key !== 'Escape' || !details.open) return;
  details.open = false;
  details.querySelector('summary')?.focus();
  event.stopPropagation();
}
