// @ts-check
// Finds one of many by the beginning of its name, instead of a menu of a million.

import { html, nothing } from './html.js';
import { icon } from './icons.js';
import { t } from './text.js';

const PAUSE_MILLIS = 200;

export class Picker {
  #timer = 0;
  #turn = 0;
  #asked = '';
  /** @type {any[]} */
  #found = [];
  /** @type {any} */
  #error = null;

  /**
   * @param {{label: string, hint?: string, update: () => void, find: (text: string) => Promise<any[]>,
   *     name: (one: any) => string, detail?: (one: any) => string, icon?: (one: any) => string, pick: (one: any) => void}} what
   */
  constructor(what) {
    this.what = what;
  }

  view() {
    const { what } = this;
    return html`<div class="picker"><div class="field"><label for="picker-q">${what.label}</label><input id="picker-q" type="search"
      autocomplete="off" spellcheck="false" placeholder=${what.hint || nothing} @input=${(/** @type {any} */ event) => this.#typed(event.target.value.trim())}
      @keydown=${(/** @type {KeyboardEvent} */ event) => {
        if (event.key !== 'Enter') return;
        event.preventDefault();
        if (this.#found.length) this.#choose(this.#found[0]);
      }}></div>
      <div role="status" class="vh">${this.#asked ? t('frame.picker-found', { n: this.#found.length }) : ''}</div>
      ${this.#error ? html`<p class="err">${this.#error.message}</p>` : nothing}
      ${this.#asked ? html`<ul class="picked">${this.#found.length ? this.#found.map(one => html`<li><button type="button" @click=${() => this.#choose(one)}>${
        what.icon ? icon(what.icon(one), 'mut') : nothing}<span>${what.name(one)}</span><span class="sub">${what.detail?.(one) || ''}</span></button></li>`)
        : html`<li class="sub">${t('frame.found-nothing')}</li>`}</ul>` : nothing}</div>`;
  }

  /** @param {any} one */
  #choose(one) {
    this.#found = [];
    this.#asked = '';
    const box = /** @type {HTMLInputElement|null} */ (document.getElementById('picker-q'));
    if (box) {
      box.value = '';
      box.focus();
    }
    this.what.pick(one);
    this.what.update();
  }

  /** @param {string} text */
  #typed(text) {
    clearTimeout(this.#timer);
    const turn = ++this.#turn;
    if (!text) {
      this.#asked = '';
      this.what.update();
      return;
    }
    this.#timer = setTimeout(async () => {
      try {
        const found = await this.what.find(text);
        if (turn !== this.#turn) return;
        this.#found = found;
        this.#error = null;
      } catch (error) {
        if (turn !== this.#turn) return;
        this.#error = error;
      }
      this.#asked = text;
      this.what.update();
    }, PAUSE_MILLIS);
  }
}
