// @ts-check
// The versions something has had, what is told of one beside them, and the way back to it.

import { html, nothing } from '../../lib/html.js';
import { confirm } from '../../lib/dialog.js';
import { button, card, show } from '../../lib/page.js';
import { pill } from '../../lib/status.js';
import { t } from '../../lib/text.js';
import { time } from '../../lib/time.js';
import { toast } from '../../lib/toast.js';

/** @typedef {{version: number, who: string, at: string}} Past */

/**
 * A list, the newest first, whose links choose one by `version` in the address.
 *
 * @param {import('../../lib/context.js').Context} ctx @param {import('../../lib/data.js').Data<any>} all a page of {@link Past}
 * @param {string|undefined} chosen @param {unknown} told what there is to say of that one
 */
export const pastVersions = (ctx, all, chosen, told) => html`<div class="md2 md"><div>${card({ title: t('connections.versions'), flush: true,
  body: show(all, page => html`<ul class="tl">${page.items.map((/** @type {Past} */ past, /** @type {number} */ at) =>
    line(ctx, past, at === 0, String(past.version) === chosen))}</ul>`) })}</div><div class="stack">${told}</div></div>`;

/** @param {import('../../lib/context.js').Context} ctx @param {Past} past @param {boolean} inForce @param {boolean} chosen */
const line = (ctx, past, inForce, chosen) => html`<li class=${chosen ? 'on' : ''}>
  <a href=${ctx.here({ version: past.version })} aria-current=${chosen ? 'true' : nothing}>
  <span class="tlh"><strong>${t('connections.version-n', { n: String(past.version) })}</strong>${
    inForce ? pill('ok', t('connections.in-force')) : nothing}</span>
  <span class="tlf sub"><span>${past.who}</span><span>${time(past.at)}</span></span></a></li>`;

/**
 * The way back, for who may go it: asks once more, with what differs.
 *
 * @param {import('../../lib/context.js').Context} ctx
 * @param {{n: string, differences: unknown, run: () => Promise<unknown>, done: () => void}} what the version, and what puts it in force
 */
export const wayBack = (ctx, what) => (ctx.may('config.write')
  ? button({ label: t('connections.go-back'), icon: 'retry', small: true, run: () => goBack(ctx, what) }) : nothing);

/** @type {(ctx: import('../../lib/context.js').Context, what: Parameters<typeof wayBack>[1]) => Promise<void>} */
async function goBack(ctx, { n, differences, run, done }) {
  if (!await confirm({ title: t('connections.go-back-to', { n }), text: differences, action: t('connections.go-back'), run })) return;
  toast(t('connections.went-back', { n }));
  ctx.set({ version: null });
  done();
}
