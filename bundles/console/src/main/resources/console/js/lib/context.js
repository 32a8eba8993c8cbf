// @ts-check
// What a screen is given: where one is, who one is, calls that end with the screen.

import { Api } from './api.js';
import { Data, List } from './data.js';
import { events } from './events.js';
import { go, href } from './router.js';
import { session } from './session.js';
import { Table } from './table.js';
import { Form } from './form.js';

/**
 * @typedef {object} Screen
 * @property {() => unknown} view the whole of the page, with a `head` first
 * @property {() => void} [changed] the address has changed within the screen
 * @property {() => void} [closed]
 */

export class Context {
  #abort = new AbortController();
  /** @type {(() => void)[]} */
  #ends = [];
  /** @type {(Data<any>|List)[]} */
  #loads = [];
  /** @type {Form[]} */
  #forms = [];
  /** @type {(() => boolean)[]} */
  #unsaved = [];

  /** @param {import('./router.js').Route} route @param {() => void} update */
  constructor(route, update) {
    this.route = route;
    /** Draws the page again, soon. */
    this.update = update;
    this.api = new Api(this.#abort.signal);
  }

  /** What follows the screen in the address. */
  get path() {
    return this.route.path;
  }

  /** What follows `?` in the address. */
  get query() {
    return this.route.query;
  }

  /** Ends when the screen is left. */
  get signal() {
    return this.#abort.signal;
  }

  /** Who is signed in. */
  get user() {
    return /** @type {import('./session.js').Session} */ (session.present);
  }

  /** @param {string} permission */
  may(permission) {
    return session.may(permission);
  }

  /**
   * The address of this place with other values in its query; null takes one away.
   *
   * @param {Record<string, string|number|boolean|null|undefined>} query
   * @param {string[]} [path] after the screen; as it is when left out
   */
  here(query, path) {
    return href([this.route.screen, ...(path || this.path)], { ...this.query, ...query });
  }

  /** Goes to {@link here}. Does not fill the history, as for a filter while it is typed. @param {Record<string, string|number|boolean|null|undefined>} query */
  set(query) {
    go(this.here(query), { replace: true });
  }

  /** @param {string} to address */
  go(to) {
    go(to);
  }

  /**
   * Something from the server.
   *
   * @template T
   * @param {() => Promise<T>} load
   * @param {() => unknown} [key] loads it anew when this changes, and not while it is empty
   * @returns {Data<T>}
   */
  data(load, key = () => true) {
    const data = new Data(this.update, load, key);
    this.#loads.push(data);
    data.follow();
    return data;
  }

  /** A list in pages. @param {ConstructorParameters<typeof List>[2]} what */
  list(what) {
    const list = new List(this.update, this.api, what);
    this.#loads.push(list);
    list.follow();
    return list;
  }

  /**
   * A table of a list in pages, or of rows that are there.
   *
   * @param {import('./table.js').TableOptions} options
   */
  table(options) {
    const list = options.path ? this.list({ path: options.path, query: options.query, size: options.size, pages: options.pages }) : null;
    const table = new Table(this, options, list);
    this.#ends.push(() => table.close());
    return table;
  }

  /** @param {import('./form.js').FormOptions} options */
  form(options) {
    const form = new Form(this, options);
    this.#forms.push(form);
    return form;
  }

  /**
   * Listens to what the server tells until the screen is left.
   *
   * @param {string} type @param {(data: any) => void} listener
   */
  on(type, listener) {
    this.#ends.push(events.on(type, listener));
  }

  /** @param {() => void} end done when the screen is left */
  end(end) {
    this.#ends.push(end);
  }

  /** Whether something was typed that would be lost. */
  get unsaved() {
    return this.#forms.some(form => form.dirty) || this.#unsaved.some(typed => typed());
  }

  /** For what is typed in no form. @param {() => boolean} typed whether something would be lost */
  guard(typed) {
    this.#unsaved.push(typed);
  }

  /** Used by the frame: what was typed does not matter any more. */
  forget() {
    for (const form of this.#forms) form.dirty = false;
  }

  /** Used by the frame. @param {import('./router.js').Route} route */
  moved(route) {
    this.route = route;
    for (const load of this.#loads) load.follow();
  }

  /** Used by the frame: the connection is there again. */
  resumed() {
    for (const load of this.#loads) load.resumed();
  }

  /** Used by the frame. */
  close() {
    this.#abort.abort();
    for (const end of this.#ends) end();
    this.#ends = [];
  }
}
