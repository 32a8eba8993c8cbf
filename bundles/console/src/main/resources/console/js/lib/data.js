// @ts-check
// What a screen has asked the server for: not there yet, there, or why not.

import { LostError } from './api.js';

/** @template T */
export class Data {
  /**
   * @param {() => void} update
   * @param {() => Promise<T>} load
   * @param {() => unknown} key it is loaded anew when this has another value, and not at all while
   *     it is null, undefined, false or empty
   */
  constructor(update, load, key) {
    this.update = update;
    this.loadIt = load;
    this.key = key;
    /** @type {T|undefined} */
    this.value = undefined;
    /** @type {any} */
    this.error = null;
    this.loading = false;
    /** @type {unknown} */
    this.asked = undefined;
    this.turn = 0;
  }

  /** Loads it if what it depends on has changed. */
  follow() {
    const key = JSON.stringify(this.key() || null);
    if (key === this.asked) return;
    this.asked = key;
    this.value = undefined;
    this.error = null;
    this.turn++;
    this.loading = false;
    this.reload();
  }

  /** Loads it again, where it is wanted; what is there stays to be seen meanwhile. */
  async reload() {
    if (this.asked === 'null') return;
    const turn = ++this.turn;
    this.loading = true;
    this.update();
    try {
      const value = await this.loadIt();
      if (turn !== this.turn) return;
      this.value = value;
      this.error = null;
    } catch (error) {
      if (turn !== this.turn || isAbort(error)) return;
      this.error = error;
    }
    this.loading = false;
    this.update();
  }

  /** The connection is there again. */
  resumed() {
    if (this.error instanceof LostError) this.reload();
  }
}

/** @param {any} error */
export const isAbort = error => error?.name === 'AbortError';

const PAGE = 50;

/** The pages of a list that were asked for. */
export class List {
  /**
   * @param {() => void} update
   * @param {import('./api.js').Api} api
   * @param {{path: string|(() => string|null), query?: () => Record<string, unknown>, size?: number,
   *     pages?: (path: string, query: Record<string, unknown>) => Promise<{items: any[], next?: string}>}} what
   */
  constructor(update, api, what) {
    this.update = update;
    this.api = api;
    this.what = what;
    /** @type {any[]} */
    this.items = [];
    /** @type {string|undefined} */
    this.next = undefined;
    /** @type {any} */
    this.error = null;
    this.loading = false;
    this.loaded = false;
    /** How many changes came that are not shown, so that rows do not jump under the pointer. */
    this.news = 0;
    /** @type {string|undefined} */
    this.asked = undefined;
    this.turn = 0;
  }

  /** Where it comes from; null while that is not known. */
  get path() {
    return typeof this.what.path === 'function' ? this.what.path() : this.what.path;
  }

  /** What it is asked with. */
  get query() {
    return { ...(this.what.query?.() || {}), limit: this.what.size || PAGE };
  }

  /** Loads the first page if what is asked for has changed. */
  follow() {
    const key = JSON.stringify([this.path, this.query]);
    if (key === this.asked) return;
    this.asked = key;
    this.items = [];
    this.next = undefined;
    this.loaded = false;
    this.error = null;
    this.turn++;
    if (this.path) this.#load('', true);
  }

  /** The first page again. */
  reload() {
    this.news = 0;
    return this.#load('', true);
  }

  more() {
    return this.next ? this.#load(this.next, false) : Promise.resolve();
  }

  /**
   * All rows up to a bound, for an export.
   *
   * @param {number} most
   */
  async all(most) {
    const rows = [];
    let cursor;
    do {
      const page = await this.#page(cursor, 500);
      rows.push(...page.items);
      cursor = page.next;
    } while (cursor && rows.length < most);
    return rows.slice(0, most);
  }

  /** Puts a changed row in its place. @param {(row: any) => boolean} which @param {any} row */
  replace(which, row) {
    this.items = this.items.map(old => (which(old) ? row : old));
    this.update();
  }

  /** @param {(row: any) => boolean} which */
  remove(which) {
    this.items = this.items.filter(row => !which(row));
    this.update();
  }

  /** Tells of changes that are not shown yet. @param {number} count */
  announce(count) {
    this.news += count;
    this.update();
  }

  resumed() {
    if (this.error instanceof LostError) this.reload();
  }

  /** @param {string|undefined} cursor @param {number} [limit] */
  #page(cursor, limit) {
    const query = { ...this.query, ...(cursor ? { cursor } : {}), ...(limit ? { limit } : {}) };
    const path = /** @type {string} */ (this.path);
    return this.what.pages ? this.what.pages(path, query) : this.api.get(path, query);
  }

  /** @param {string} cursor @param {boolean} anew */
  async #load(cursor, anew) {
    const turn = ++this.turn;
    this.loading = true;
    this.update();
    try {
      const page = await this.#page(cursor || undefined);
      if (turn !== this.turn) return;
      this.items = anew ? page.items : [...this.items, ...page.items];
      this.next = page.next;
      this.error = null;
      this.loaded = true;
    } catch (error) {
      if (turn !== this.turn || isAbort(error)) return;
      this.error = error;
    }
    this.loading = false;
    this.update();
  }
}

