// @ts-check
// Chooses one user or group by typing the beginning of a name. Who is chosen is in the address.

import { html, nothing, live } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';
import { t } from '../../lib/text.js';

const PAUSE_MILLIS = 250;
const SHOWN = 8;

export class Picker {
  /** @type {{id: string, name: string}[]} */
  #found = [];
  #typed = '';
  #open = false;
  #at = -1;
  #timer = 0;
  /** @type {any} */
  #error = null;

  /**
   * @param {import('../../lib/context.js').Context} ctx
   * @param {{id: string, label: string, kind: () => 'User'|'Group', name: () => string,
   *     pick: (one: {id: string, name: string}|null) => void}} what `name` of who is chosen
   */
  constructor(ctx, what) {
    this.ctx = ctx;
    this.what = what;
    ctx.end(() => clearTimeout(this.#timer));
  }

  view() {
    const { id, label } = this.what;
    const listed = this.#open && this.#found.length > 0;
    return html`<div class="field picker" @focusout=${this.#left}>
      <label for=${id}>${label}</label>
      <span class="fi-box">${icon('search')}<input id=${id} class="fi" type="text" role="combobox" autocomplete="off"
        spellcheck="false" aria-expanded=${listed ? 'true' : 'false'} aria-controls=${id + '-list'}
        aria-autocomplete="list" aria-activedescendant=${listed && this.#at >= 0 ? `${id}-${this.#at}` : nothing}
        placeholder=${t('connections.pick-hint')} .value=${live(this.#open ? this.#typed : this.what.name())}
        @focus=${this.#begin} @input=${this.#type} @keydown=${this.#key}></span>
      <ul id=${id + '-list'} role="listbox" aria-label=${label} ?hidden=${!listed}>${listed ? this.#found.map((one, at) => html`
        <li id=${`${id}-${at}`} role="option" aria-selected=${at === this.#at ? 'true' : 'false'}
          @mousedown=${(/** @type {Event} */ event) => { event.preventDefault(); this.#take(one); }}>${one.name}</li>`) : nothing}</ul>
      <p class="help" role="status">${this.#error ? this.#error.message
        : this.#open && this.#typed && !this.#found.length ? t('connections.pick-none') : ''}</p></div>`;
  }

  #begin = (/** @type {any} */ event) => {
    this.#open = true;
    this.#typed = this.what.name();
    event.target.select();
    this.#ask();
  };

  #left = () => {
    this.#open = false;
    this.ctx.update();
  };

  #type = (/** @type {any} */ event) => {
    this.#open = true;
    this.#typed = event.target.value;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), PAUSE_MILLIS);
    if (!this.#typed) this.what.pick(null);
  };

  #key = (/** @type {KeyboardEvent} */ event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      const step = event.key === 'ArrowDown' ? 1 : -1;
      this.#at = Math.max(0, Math.min(this.#found.length - 1, this.#at + step));
    } else if (event.key === 'Enter' && this.#found[this.#at]) {
      this.#take(this.#found[this.#at]);
    } else if (event.key === 'Escape' && this.#open) {
      this.#open = false;
    } else {
      return;
    }
    event.preventDefault();
    event.stopPropagation();
    this.ctx.update();
  };

  /** @param {{id: string, name: string}} one */
  #take(one) {
    this.#open = false;
    this.what.pick(one);
    this.ctx.update();
  }

  async #ask() {
    const asked = this.#typed;
    const path = this.what.kind() === 'Group' ? '/groups' : '/users';
    try {
      const page = await this.ctx.api.get(path, { q: asked.split(' ')[0], limit: SHOWN });
      if (asked !== this.#typed) return;
      this.#found = page.items.map(named);
      this.#error = null;
    } catch (/** @type {any} */ error) {
      if (error.name === 'AbortError') return;
      this.#found = [];
      this.#error = error;
    }
    this.#at = this.#found.length ? 0 : -1;
    this.ctx.update();
  }
}

/** @param {any} row */
function named(row) {
  const extra = row.displayName && row.displayName !== row.userName ? row.displayName : '';
  return { id: row.id, name: [row.userName || '', extra].filter(Boolean).join(' · ') };
}
