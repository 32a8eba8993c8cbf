// @ts-check
// What a system said, in a line or two; all of it when somebody asks.

import { html } from './html.js';
import { dialog } from './dialog.js';
import { identifier } from './page.js';
import { t } from './text.js';

/** Connectors say what matters in fewer; what is longer comes from elsewhere, and the end of it seldom helps. */
const MOST = 320;

/** @param {string|null|undefined} words */
export function clip(words) {
  if (!words || words.length <= MOST) return words || '';
  const cut = words.lastIndexOf(' ', MOST);
  return html`${words.slice(0, cut > MOST / 2 ? cut : MOST)}… <button type="button" class="link"
    @click=${() => whole(words)}>${t('frame.whole-text')}</button>`;
}

/** @param {string} words */
const whole = words => dialog({ title: t('frame.whole-text-title'), view: () => html`<div class="whole">${identifier(words)}</div>` });
