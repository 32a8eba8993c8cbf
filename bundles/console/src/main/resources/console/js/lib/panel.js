// @ts-check
// A list with what is selected in it beside it; below it on a narrow screen.

import { html, nothing } from './html.js';
import { iconButton } from './page.js';
import { t } from './text.js';

/**
 * @param {unknown} list
 * @param {unknown} side nothing when no row is open
 * @param {{wide?: boolean}} [how] `wide` gives the side more room than the list
 */
export const split = (list, side, how = {}) => html`<div class=${side ? (how.wide ? 'md' : 'md md3') : ''}>
  <section class="card flush" aria-label=${t('frame.list')}>${list}</section>${side || nothing}</div>`;

/**
 * What is selected.
 *
 * @param {{title: unknown, sub?: unknown, close: string, actions?: unknown, body: unknown, lead?: unknown}} what
 *     `close` is the address without it
 */
export const panel = what => html`<section class="card side-panel" aria-labelledby="panel-title">
  <div class="uh">${what.lead || nothing}<div><h2 id="panel-title" tabindex="-1">${what.title}</h2>${
    what.sub ? html`<p class="sub">${what.sub}</p>` : nothing}</div>
    ${iconButton({ label: t('frame.close-details'), icon: 'x', run: () => { location.hash = what.close; } })}</div>
  ${what.actions ? html`<div class="actions l">${what.actions}</div>` : nothing}
  ${what.body}</section>`;
