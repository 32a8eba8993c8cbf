// @ts-check
// Health: what is checked and how it is, the figures of the last hour, runs, and the doors.

import { html } from '../lib/html.js';
import { t } from '../lib/text.js';
import { head, linkButton, tabs } from '../lib/page.js';
import { href } from '../lib/router.js';
import { state } from './parts/state.js';
import { figures } from './parts/figures.js';
import { runs } from './parts/runs.js';
import { doors } from './parts/doors.js';

/** The server takes figures so often. */
const EVERY_MILLIS = 15_000;

/** @typedef {{view: () => unknown, refresh?: () => void}} Part */

/** Each asks the server while `here` says that it is shown. @type {Record<string, (ctx: import('../lib/context.js').Context, here: () => boolean) => Part>} */
const PARTS = { state, figures, runs, doors };

/** @param {import('../lib/context.js').Context} ctx @returns {import('../lib/context.js').Screen} */
export function open(ctx) {
  const all = [
    ...(ctx.may('metrics.read') ? ['state', 'figures'] : []),
    ...(ctx.may('queue.read') ? ['runs'] : []),
    ...(ctx.may('config.read') ? ['doors'] : []),
  ];
  const parts = Object.fromEntries(all.map(id => [id, PARTS[id](ctx, () => tabOf(ctx, all) === id)]));
  const timer = setInterval(() => { if (!document.hidden) parts[tabOf(ctx, all)]?.refresh?.(); }, EVERY_MILLIS);
  return { view: () => view(ctx, parts), closed: () => clearInterval(timer) };
}

/** The one in the address, or the first there is for whoever looks. @param {import('../lib/context.js').Context} ctx @param {string[]} all */
const tabOf = (ctx, all) => all.includes(ctx.path[0]) ? ctx.path[0] : all[0];

/** @param {import('../lib/context.js').Context} ctx @param {Record<string, Part>} parts */
function view(ctx, parts) {
  const tab = tabOf(ctx, Object.keys(parts));
  return html`${head({ title: t('health.title'), sub: t(`health.sub.${tab}`), actions: tab === 'runs' && ctx.may('queue.operate')
      ? linkButton({ label: t('health.startLoad'), icon: 'play', tone: 'primary', href: ctx.here({ add: true }) }) : undefined })}
    ${tabs(Object.keys(parts).map(id => ({ id, label: t(`health.tab.${id}`), href: href(id === 'state' ? ['health'] : ['health', id]) })), tab)}
    ${parts[tab].view()}`;
}
