// @ts-check
// Finding somebody while a name is typed into a form.

import { ApiError } from '../../lib/api.js';
import { t } from '../../lib/text.js';

const PAUSE_MILLIS = 250;
const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Suggests user names for what is typed, and finds the id of the one that was chosen. */
export class People {
  /** @type {string[]} */
  #names = [];
  /** @type {Map<string, string>} */
  #ids = new Map();
  #asked = '';
  #timer = 0;

  /** @param {import('../../lib/context.js').Context} ctx */
  constructor(ctx) {
    this.ctx = ctx;
  }

  /**
   * The field of a form that asks for somebody.
   *
   * @param {string} name @param {string} label @param {string|undefined} typed what stands in it now
   * @returns {import('../../lib/fields.js').Field}
   */
  field(name, label, typed) {
    this.#follow(typed || '');
    return { name, label, kind: 'text', required: true, hint: t('roles.userHint'), suggestions: this.#names };
  }

  /** @param {string} typed */
  #follow(typed) {
    if (typed === this.#asked || typed.length < 2 || this.#ids.has(typed)) return;
    this.#asked = typed;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(async () => {
      try {
        await this.#ask(typed);
      } catch {
        return; // suggestions are a help only; what is wrong is told when it is sent
      }
      this.ctx.update();
    }, PAUSE_MILLIS);
  }

  /** @param {string} typed */
  async #ask(typed) {
    const page = await this.ctx.api.get('/users', { q: typed, limit: 10 });
    for (const user of page.items) this.#ids.set(user.userName, user.id);
    this.#names = page.items.map((/** @type {any} */ user) => user.userName);
  }

  /**
   * @param {string} text a user name or an id
   * @param {string} field where it is said that there is nobody of this name
   * @returns {Promise<string>} the id
   */
  async id(text, field) {
    const typed = text.trim();
    if (ID.test(typed)) return typed;
    if (!this.#ids.has(typed)) await this.#ask(typed);
    const found = this.#ids.get(typed);
    if (found) return found;
    const detail = t('roles.nobody', { name: typed });
    throw new ApiError(400, { detail, errors: [{ path: field, detail }] }, '');
  }
}
