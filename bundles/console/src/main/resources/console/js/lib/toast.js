// @ts-check
// Short words about what was done. They are read out, do not take the focus, and stay long enough.

import { html, render } from './html.js';
import { icon } from './icons.js';
import { t } from './text.js';

const STAYS_MILLIS = 7000;

/** @type {{id: number, tone: 'ok'|'fail'|'warn', words: unknown}[]} */
let shown = [];
let next = 0;

/**
 * @param {unknown} words
 * @param {'ok'|'fail'|'warn'} [tone] what failed stays until it is closed
 */
export function toast(words, tone = 'ok') {
  const id = ++next;
  shown = [...shown.slice(-2), { id, tone, words }];
  draw();
  if (tone !== 'fail') setTimeout(() => close(id), STAYS_MILLIS);
}

/** @param {number} id */
function close(id) {
  shown = shown.filter(one => one.id !== id);
  draw();
}

function draw() {
  const place = document.getElementById('toasts');
  if (!place) return;
  render(shown.map(one => html`<div class=${'toast ' + one.tone}>
    ${icon(one.tone === 'ok' ? 'check' : 'alert', one.tone)}<div>${one.words}</div>
    <button class="iconb sm" aria-label=${t('frame.close')} @click=${() => close(one.id)}>${icon('x')}</button>
  </div>`), place);
}
