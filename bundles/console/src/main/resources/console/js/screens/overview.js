// @ts-check
import { html } from '../lib/html.js';
import { head } from '../lib/page.js';
import { t } from '../lib/text.js';

/** @param {import('../lib/context.js').Context} ctx @returns {import('../lib/context.js').Screen} */
export function open(ctx) {
  return { view: () => html`${head({ title: t('frame.nav-overview'), sub: ctx.user.user })}` };
}
