// @ts-check
// The picture a bundle brings of its connector. As an image, so that nothing in it is run.

import { html } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';

/** @param {any} type */
export const typeIcon = type => html`<span class="ticon" aria-hidden="true">${type?.icon
  ? html`<img alt="" width="28" height="28" src=${'data:image/svg+xml;charset=utf-8,' + encodeURIComponent(type.icon)}>`
  : icon('plug')}</span>`;
