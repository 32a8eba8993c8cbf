// @ts-check
// The way from an empty server to a first account in another system: three steps, each with its link.
// It goes away when all are done, or when somebody does not want it.

import { html, nothing } from '../../lib/html.js';
import { button, linkButton } from '../../lib/page.js';
import { icon } from '../../lib/icons.js';
import { keep, kept } from '../../lib/kept.js';
import { href } from '../../lib/router.js';
import { t } from '../../lib/text.js';

/** @param {import('../../lib/context.js').Context} ctx @returns {() => unknown} */
export function firstSteps(ctx) {
  if (kept('first-steps') === false || !ctx.may('config.write') || !ctx.may('scim.users.write')) return () => nothing;
  const found = ctx.data(async () => {
    const [targets, users] = await Promise.all([ctx.api.get('/targets', { limit: 1 }), ctx.api.get('/users', { limit: 1 })]);
    const target = targets.items[0];
    const mapped = !!target && (target.policyMap?.user?.length > 0);
    const accounts = users.items[0] ? await ctx.api.get('/accounts', { resource: users.items[0].id }) : { items: [] };
    return { target, mapped, user: users.items[0], delivered: accounts.items.some((/** @type {any} */ one) => one.deliveredVersion > 0) };
  });
  ctx.on('operations', () => {
    if (found.value && !found.value.delivered) found.reload();
  });
  return () => {
    const now = found.value;
    if (!now || (now.target && now.mapped && now.user)) return nothing;
    return html`<section class="card first" aria-label=${t('overview.first')}><div class="ch"><div><h2>${t('overview.first')}</h2>
      <p class="sub">${t('overview.first-text')}</p></div>${button({ label: t('overview.first-hide'), small: true, run: () => {
        keep('first-steps', false);
        found.value = undefined;
        ctx.update();
      } })}</div><ol class="first-steps">
      ${step(!!now.target, t('overview.first-target'), t('overview.first-target-text'), href(['identity-providers', 'targets', 'new']))}
      ${step(now.mapped, t('overview.first-map'), t('overview.first-map-text'), now.target ? href(['policy-maps', now.target.id]) : '')}
      ${step(!!now.user, t('overview.first-user'), t('overview.first-user-text'), href(['users', 'new']))}</ol></section>`;
  };
}

/** @param {boolean} done @param {string} title @param {string} words @param {string} to */
const step = (done, title, words, to) => html`<li class=${done ? 'done' : ''}>${icon(done ? 'check' : 'dot', done ? 'ok' : 'mut')}
  <div><strong>${title}</strong>${done ? html`<span class="vh"> ${t('overview.first-done')}</span>` : nothing}<p class="sub">${words}</p></div>${
  done || !to ? nothing : linkButton({ label: t('overview.first-go'), small: true, href: to })}</li>`;
