// @ts-check
// Identity providers: parties that are trusted, and the targets that belong to them.

import { html, nothing } from '../lib/html.js';
import { empty, head, linkButton, system } from '../lib/page.js';
import { href } from '../lib/router.js';
import { pill } from '../lib/status.js';
import { t } from '../lib/text.js';
import { IdentityProvider } from './connections/identity-provider.js';
import { newProvider } from './connections/new-provider.js';
import { NewTarget } from './connections/new-target.js';
import { providerHref, targetHref, targetsHref } from './connections/places.js';
import { Target } from './connections/target.js';
import { listOfTargets } from './connections/target-list.js';
import { within } from './connections/within.js';

/** @param {import('../lib/context.js').Context} ctx */
export const open = ctx => within(ctx, ([id, target]) => {
  if (id === 'targets' && target === 'new') return ['new-target', () => new NewTarget(ctx)];
  if (id === 'targets') return target ? ['target/' + target, () => new Target(ctx, target)] : ['targets', () => listOfTargets(ctx)];
  if (id === 'new') return ['new', () => newProvider(ctx)];
  return id ? [id, () => new IdentityProvider(ctx, id)] : ['', () => list(ctx)];
});

/** @param {import('../lib/context.js').Context} ctx */
function list(ctx) {
  const may = ctx.may('config.write');
  const targets = ctx.data(async () => (await ctx.api.get('/targets', { limit: 500 })).items);
  const of = (/** @type {any} */ row) => (targets.value || []).filter((/** @type {any} */ target) => target.identityProvider === row.name);
  const table = ctx.table({
    id: 'identity-providers',
    label: t('frame.nav-identity-providers'),
    path: '/identity-providers',
    key: row => row.id,
    href: row => providerHref(row.id),
    columns: [
      { id: 'name', label: t('identity-providers.name'), view: row => html`${row.displayName || row.name}<span class="sub mono">${row.name}</span>`, value: row => row.name },
      { id: 'enabled', label: t('identity-providers.state'), view: row => (row.enabled ? pill('ok', t('connections.on')) : pill('off', t('connections.off'))) },
      { id: 'targets', label: t('targets.title'), view: row => html`<span class="several">${of(row).map((/** @type {any} */ target) => html`<a href=${targetHref(target.id)}>${system(target.name)}</a>`)}</span>`,
        value: row => of(row).map((/** @type {any} */ target) => target.name).join(' ') },
      { id: 'protocol', label: t('identity-providers.sign-in'), view: row => t('identity-providers.signIn-protocol-' + row.signIn.protocol), value: row => row.signIn.protocol },
      { id: 'who', label: t('identity-providers.who'), view: row => row.provisioningRoles.join(', ') || t('identity-providers.everybody'), value: row => row.provisioningRoles.join(' ') },
      { id: 'description', label: t('identity-providers.f-description'), hidden: true, view: row => row.description },
    ],
    empty: () => empty({
      icon: 'outbound', title: t('identity-providers.none'), text: t('identity-providers.none-text'),
      action: may ? linkButton({ label: t('connections.connect'), icon: 'plus', tone: 'primary', href: targetHref('new') }) : nothing }),
  });
  return { view: () => html`${head({ title: t('frame.nav-identity-providers'), sub: t('identity-providers.sub'),
    actions: html`${linkButton({ label: t('targets.title'), icon: 'outbound', href: targetsHref() })}
      ${may ? html`${linkButton({ label: t('identity-providers.new'), href: href(['identity-providers', 'new']) })}
        ${linkButton({ label: t('connections.connect'), icon: 'plus', tone: 'primary', href: targetHref('new') })}` : nothing}` })}
    <section class="card flush">${table.view()}</section>` };
}
