// @ts-check
// How a target is doing, and what may be done about it.

import { html, nothing } from '../../lib/html.js';
import { clip } from '../../lib/clip.js';
import { icon } from '../../lib/icons.js';
import { banner, button, card, facts, failure, show } from '../../lib/page.js';
import { href } from '../../lib/router.js';
import { pill, status } from '../../lib/status.js';
import { number, t } from '../../lib/text.js';

/** The banner for a state that is not well; what to do is in the server's own words. @param {any} now */
export function trouble(now) {
  if (!now || now.state === 'active') return nothing;
  const bad = now.state === 'troubled' || now.state === 'quarantined';
  return banner(bad ? 'fail' : 'warn', html`<strong>${t('targets.is-' + now.state)}</strong> ${clip(now.detail)}`);
}

/** @param {any} target @param {any} now */
export function figures(target, now) {
  const link = (/** @type {number} */ count, /** @type {string} */ state) => (count
    ? html`<a href=${href(['operations'], { target: target.name, state })}>${number(count)}</a>` : number(0));
  return facts([
    [t('targets.state'), status(now.state)],
    [t('targets.waiting'), link(now.waiting, 'waiting')],
    [t('targets.dead'), link(now.dead, 'dead')],
    [t('targets.held'), now.held ? html`<a href=${href(['operations', 'held'])}>${number(now.held)}</a>` : number(0)],
  ]);
}

const ABILITIES = ['read', 'search', 'changes', 'describe', 'test', 'check', 'password', 'plan'];

/** @param {string[]} can */
export const abilities = can => html`<ul class="caps">${ABILITIES.map(one => html`<li class=${can.includes(one) ? '' : 'mut'}>${
  icon(can.includes(one) ? 'check' : 'minus', can.includes(one) ? 'ok' : '')}<span>${t('connections.can-' + one)}${
  can.includes(one) ? nothing : html`<span class="vh">, ${t('connections.cannot')}</span>`}</span></li>`)}</ul>`;

const PAUSE_MILLIS = 400;
const MOST_TRIES = 25;

/** Tries the settings, step by step. */
export class ConnectionTest {
  /** @type {any} */
  result = null;
  /** @type {any} */
  error = null;
  busy = false;

  /** @param {import('../../lib/context.js').Context} ctx @param {string} id of the target @param {() => void} [done] after each try */
  constructor(ctx, id, done) {
    this.ctx = ctx;
    this.id = id;
    this.done = done;
  }

  async run() {
    this.busy = true;
    this.error = null;
    this.ctx.update();
    try {
      await this.#there();
      this.result = (await this.ctx.api.post(`/targets/${this.id}/test`)).body;
    } catch (error) {
      this.error = error;
    }
    this.busy = false;
    this.done?.();
    this.ctx.update();
  }

  /** A connector that has new settings is started again first; that takes a moment. */
  async #there() {
    for (let tries = 0; tries < MOST_TRIES; tries++) {
      const { state } = await this.ctx.api.get(`/targets/${this.id}/status`);
      if (state !== 'absent') return;
      await new Promise(resolve => setTimeout(resolve, PAUSE_MILLIS));
    }
  }

  button() {
    return button({ label: t(this.busy ? 'targets.testing' : 'targets.test'), icon: 'bolt', disabled: this.busy, run: () => this.run() });
  }

  view() {
    if (!this.result && !this.error) return nothing;
    return card({ title: t('targets.test-title'), body: this.error ? failure(this.error) : html`<div role="status">
      <p class="lead">${this.result.passed ? pill('ok', t('targets.passed')) : pill('fail', t('targets.not-passed'))}</p>
      <ul class="checks">${this.result.steps.map((/** @type {any} */ step) => html`<li>${icon(step.passed ? 'check' : 'x', step.passed ? 'ok' : 'fail')}
        <div>${step.name.charAt(0).toUpperCase() + step.name.slice(1)}${step.passed ? nothing : html`<span class="vh">: ${t('targets.not-passed')}</span>`}<span class="sub">${step.detail}</span></div></li>`)}</ul></div>` });
  }
}

/** @param {import('../../lib/data.js').Data<any>} data @param {any} target */
export const statusCard = (data, target) => card({ title: t('targets.now'), body: show(data, now => figures(target, now)) });
