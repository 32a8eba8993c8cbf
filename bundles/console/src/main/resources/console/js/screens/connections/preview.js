// @ts-check
// What a policy map gives for somebody, computed by the server while the map is typed. Rows with a
// mistake are left out of the question, so that the others keep their values.

import { isAbort } from '../../lib/data.js';
import { mistakes, withoutWrong } from './map.js';

const PAUSE_MILLIS = 350;

export class Preview {
  #timer = 0;
  #turn = 0;
  /** Whether the present map was not judged yet. */
  pending = false;
  /** By the row of the map, `user[3]`. @type {Record<string, any>} */
  values = {};
  /** @type {ReturnType<typeof mistakes>} */
  wrong = mistakes([]);
  /** Why there is none at all. @type {any} */
  error = null;

  /**
   * @param {import('../../lib/context.js').Context} ctx
   * @param {{target: () => string, map: () => import('./map.js').PolicyMap, of: () => 'user'|'group',
   *     resource: () => string}} what
   */
  constructor(ctx, what) {
    this.ctx = ctx;
    this.what = what;
    ctx.end(() => clearTimeout(this.#timer));
  }

  /** The map or the person is another one. @param {number} [pause] milliseconds until it is asked */
  soon(pause = PAUSE_MILLIS) {
    this.pending = true;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#ask(), pause);
  }

  async #ask() {
    const turn = ++this.#turn;
    const of = this.what.of();
    let wrong = mistakes([]);
    // Each answer names what is wrong; two rounds find the values of the rest.
    for (let round = 0; round < 3; round++) {
      const { map, places } = withoutWrong(this.what.map(), of, wrong.rows);
      try {
        const values = await this.#compute(map, of, places);
        if (turn !== this.#turn) return;
        this.#tell(values, wrong, null);
        return;
      } catch (/** @type {any} */ error) {
        if (turn !== this.#turn || isAbort(error)) return;
        const more = mistakes(moved(error.errors || [], of, places));
        if (!Object.keys(more.rows).length) {
          this.#tell({}, wrong, error);
          return;
        }
        wrong = { ...wrong, rows: { ...wrong.rows, ...more.rows } };
      }
    }
    this.#tell({}, wrong, null);
  }

  /** @param {any} map @param {'user'|'group'} of @param {number[]} places */
  async #compute(map, of, places) {
    const resource = this.what.resource();
    const answer = await this.ctx.api.post(`/targets/${this.what.target()}/preview`,
      { resourceType: of === 'user' ? 'User' : 'Group', resource, policyMap: map });
    /** @type {Record<string, any>} */
    const values = {};
    for (const value of answer.body.attributes) {
      const at = /\[(\d+)]$/.exec(value.row);
      if (at) values[`${of}[${places[Number(at[1])]}]`] = value;
    }
    return values;
  }

  /** @param {Record<string, any>} values @param {ReturnType<typeof mistakes>} wrong @param {any} error */
  #tell(values, wrong, error) {
    this.pending = false;
    this.values = values;
    this.wrong = wrong;
    this.error = error;
    this.ctx.update();
  }
}

/**
 * Errors at the rows as they are in the whole map.
 *
 * @param {{path: string, detail: string}[]} errors @param {string} of @param {number[]} places
 */
function moved(errors, of, places) {
  const before = new RegExp(`^policyMap\\.${of}\\[(\\d+)]`);
  return errors.map(({ path, detail }) => {
    const at = before.exec(path || '');
    if (!at) return { path, detail };
    const now = path.replace(before, `policyMap.${of}[${places[Number(at[1])]}]`);
    return { path: now, detail: detail.startsWith(path) ? now + detail.slice(path.length) : detail };
  });
}
