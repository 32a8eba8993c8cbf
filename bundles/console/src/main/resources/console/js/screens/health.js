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

/** @param {import('../lib/context.js').Context} ctx @returns {import('../lib/context.js').Screen} */
export function open(ctx) {
  /** @type {Record<string, Part>} */
  const parts = {
    ...(ctx.may('metrics.read') ? { state: state(ctx), figures: figures(ctx) } : {}),
    ...(ctx.may('queue.read') ? { runs: runs(ctx) } : {}),
    ...(ctx.may('config.read') ? { doors: doors(ctx) } : {}),
  };
  const timer = setInterval(() => { if (!document.hidden) parts[tabOf(ctx, parts)]?.refresh?.(); }, EVERY_MILLIS);
  return { view: () => view(ctx, parts), closed: () => clearInterval(timer) };
}

/** @param {import('../lib/context.js').Context} ctx @param {Record<string, Part>} parts */
const tabOf = (ctx, parts) => parts[ctx.path[0]] ? ctx.path[0] : Object.keys(parts)[0];

/** @param {import('../lib/context.js').Context} ctx @param {Record<string, Part>} parts */
function view(ctx, parts) {
  const tab = tabOf(ctx, parts);
  return html`${head({ title: t('health.title'), sub: t(`health.sub.${tab}`), actions: tab === 'runs' && ctx.may('queue.operate')
      ? linkButton({ label: t('health.startLoad'), icon: 'play', tone: 'primary', href: ctx.here({ add: true }) }) : undefined })}
    ${tabs(Object.keys(parts).map(id => ({ id, label: t(`health.tab.${id}`), href: href(id === 'state' ? ['health'] : ['health', id]) })), tab)}
    ${parts[tab].view()}`;
}
