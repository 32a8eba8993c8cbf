// @ts-check
// Computing the chain of records again, part after part, and telling where it breaks.

import { html, nothing } from '../../lib/html.js';
import { number, t } from '../../lib/text.js';
import { banner, button, card, copy, facts, failure, identifier, progress } from '../../lib/page.js';
import { href } from '../../lib/router.js';

/**
 * @typedef {{position: number, link: string}} Place
 * @typedef {{intact: boolean, complete: boolean, verified: number, until?: Place, waiting: number,
 *     strays: number, fault?: {position: number, record?: string, reason: string}}} Report
 */

/** Small enough that progress is seen, large enough that a million takes seconds, not minutes. */
const PART = 5_000;

export class Chain {
  /** @type {'idle'|'running'|'done'|'stopped'} */
  #state = 'idle';
  #verified = 0;
  /** @type {number|null} */
  #total = null;
  /** @type {Report|undefined} */
  #report = undefined;
  /** @type {any} */
  #error = null;
  #after = '';

  /** @param {import('../../lib/context.js').Context} ctx */
  constructor(ctx) {
    this.ctx = ctx;
    this.form = ctx.form({
      fields: [{ name: 'after', label: t('audit.after'), kind: 'text', wide: true, hint: t('audit.afterHint'), help: t('audit.afterHelp'),
        check: value => place(value) ? undefined : t('audit.afterWrong') }],
      action: t('audit.verify'),
      save: async values => { this.#after = values.after || ''; this.form.dirty = false; await this.#run(); },
    });
  }

  stop() {
    if (this.#state === 'running') this.#state = 'stopped';
  }

  async #run() {
    if (this.#state === 'running') return;
    this.#state = 'running';
    this.#error = null;
    this.#report = undefined;
    this.#verified = 0;
    this.#total = null;
    this.ctx.update();
    try {
      await this.#parts();
    } catch (error) {
      this.#error = error;
    }
    if (this.#state === 'running') this.#state = 'done';
    this.ctx.update();
  }

  async #parts() {
    let after = place(this.#after);
    const begin = after ? after.position : 0;
    const newest = (await this.ctx.api.get('/audit', { limit: 1 })).items[0];
    this.#total = newest?.position ? newest.position - begin : null;
    while (this.#state === 'running') {
      /** @type {Report} */
      const report = (await this.ctx.api.post('/audit/verification', { ...(after ? { after } : {}), most: PART })).body;
      this.#verified += report.verified;
      this.#report = report;
      after = report.until;
      this.ctx.update();
      if (report.complete || !report.intact || !after) return;
    }
  }

  view() {
    return html`<div class="narrow">${card({ title: t('audit.chainTitle'), sub: t('audit.chainText'), body: html`
      ${this.form.view({ foot: this.#state === 'running' ? button({ label: t('audit.stop'), run: () => { this.stop(); this.ctx.update(); } }) : nothing })}
      <div aria-live="polite">${this.#progress()}${this.#error ? failure(this.#error) : nothing}
        ${this.#state !== 'running' && this.#report ? this.#verdict(this.#report) : nothing}</div>` })}</div>`;
  }

  #progress() {
    if (this.#state === 'idle') return nothing;
    const words = t('audit.verified', { n: this.#verified, total: this.#total === null ? '' : t('audit.ofTotal', { n: this.#total }) });
    return html`<div class="pad0">${this.#state === 'running' ? progress(this.#verified, this.#total, t('audit.verifying')) : nothing}
      <p class="sub num">${words}</p></div>`;
  }

  /** @param {Report} report */
  #verdict(report) {
    if (!report.intact) return this.#broken(report);
    const stopped = !report.complete;
    return html`${banner(stopped ? 'info' : 'ok', html`<strong>${t(stopped ? 'audit.stopped' : 'audit.intact')}</strong>
        ${report.waiting > 0 ? t('audit.waiting', { n: report.waiting }) : nothing}`)}
      ${report.until ? html`${facts([[t('audit.position'), number(report.until.position)],
          [t('audit.link'), identifier(report.until.link, `${report.until.link.slice(0, 24)}…`)]])}
        <p class="sub">${t('audit.note')}</p>
        ${button({ label: t('audit.copyPlace'), icon: 'copy', small: true, run: () => copy(`${report.until?.position}:${report.until?.link}`) })}` : nothing}`;
  }

  /** @param {Report} report */
  #broken(report) {
    const fault = report.fault;
    if (!fault) return banner('fail', html`<strong>${t('audit.strays', { n: report.strays })}</strong> ${t('audit.straysText')}`);
    return html`${banner('fail', html`<strong>${t('audit.broken', { position: fault.position })}</strong>
        ${t(`audit.fault.${fault.reason}`)}`)}
      <p>${t('audit.brokenNext')}</p>
      ${fault.record ? html`<p><a href=${href(['audit'], { selected: fault.record })}>${t('audit.brokenRecord')}</a></p>` : nothing}`;
  }
}

/** `POSITION:LINK` as the command line writes it. @param {string|undefined} text @returns {Place|undefined} */
function place(text) {
  const found = /^\s*(\d{1,15}):([0-9a-f]{64})\s*$/i.exec(text || '');
  return found ? { position: Number(found[1]), link: found[2].toLowerCase() } : undefined;
}
