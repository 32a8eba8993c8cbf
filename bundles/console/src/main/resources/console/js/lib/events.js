// @ts-check
// What the server tells by itself, over one connection for the whole console. It is given up while
// nobody looks and taken up again where it was.

import { address } from './api.js';

const FIRST_PAUSE = 2000;
const LONGEST_PAUSE = 60000;

export const events = new (class extends EventTarget {
  /** @type {EventSource|null} */
  #source = null;
  /** @type {Map<string, Set<(data: any) => void>>} */
  #listeners = new Map();
  #pause = FIRST_PAUSE;
  #timer = 0;
  #wanted = false;
  /** `live`, `waiting` (for the connection) or `off`. */
  state = 'off';

  start() {
    this.#wanted = true;
    this.#open();
  }

  stop() {
    this.#wanted = false;
    this.#close('off');
  }

  /** The tab was hidden or shown. */
  look() {
    if (!this.#wanted) return;
    if (document.hidden) this.#close('waiting');
    else this.#open();
  }

  /**
   * @param {string} type `operations`, `runs`, `targets`, `overview`
   * @param {(data: any) => void} listener
   * @returns {() => void} ends it
   */
  on(type, listener) {
    let all = this.#listeners.get(type);
    if (!all) {
      all = new Set();
      this.#listeners.set(type, all);
      this.#source?.addEventListener(type, this.#heard);
    }
    all.add(listener);
    return () => all.delete(listener);
  }

  #heard = (/** @type {MessageEvent} */ event) => {
    let data;
    try {
      data = JSON.parse(event.data);
    } catch {
      return;
    }
    for (const listener of this.#listeners.get(event.type) || []) listener(data);
  };

  #open() {
    if (this.#source || document.hidden || !this.#wanted) return;
    clearTimeout(this.#timer);
    const source = new EventSource(address('/events'));
    this.#source = source;
    source.onopen = () => {
      this.#pause = FIRST_PAUSE;
      this.#tell('live');
    };
    source.onerror = () => {
      this.#tell('waiting');
      if (source.readyState !== EventSource.CLOSED) return; // the browser tries again by itself
      this.#close('waiting');
      this.#timer = setTimeout(() => this.#open(), this.#pause);
      this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE);
    };
    for (const type of this.#listeners.keys()) source.addEventListener(type, this.#heard);
  }

  /** @param {string} state */
  #close(state) {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
    this.#tell(state);
  }

  /** @param {string} state */
  #tell(state) {
    if (this.state === state) return;
    this.state = state;
    this.dispatchEvent(new Event('state'));
  }
})();

document.addEventListener('visibilitychange', () => events.look());
