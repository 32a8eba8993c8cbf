// @ts-check
// Service providers: parties that call. And who vouches for them, and names that are locked.

import { html, nothing } from '../lib/html.js';
import { empty, head, linkButton, tabs } from '../lib/page.js';
import { href } from '../lib/router.js';
import { pill } from '../lib/status.js';
import { t } from '../lib/text.js';
import { locks } from './connections/locks.js';
import { NewServiceProvider, ServiceProvider } from './connections/service-provider.js';
import { issuers } from './connections/issuers.js';
import { within } from './connections/within.js';

const RESIDENT = 'resident';

/** @param {import('../lib/context.js').Context} ctx */
export const open = ctx => within(ctx, ([id]) => {
  if (id === 'new') return ['new', () => new NewServiceProvider(ctx)];
  if (id === 'issuers') return ['issuers', () => issuers(ctx, sections)];
  if (id === 'locks') return ['locks', () => locks(ctx, sections)];
  return id ? [id, () => new ServiceProvider(ctx, id)] : ['', () => list(ctx)];
});

/** @param {string} current */
const sections = current => tabs(['all', 'issuers', 'locks'].map(id => ({ id, label: t('service-providers.tab-' + id),
  href: href(id === 'all' ? ['service-providers'] : ['service-providers', id]) })), current);

/** @param {import('../lib/context.js').Context} ctx */
function list(ctx) {
  const all = ctx.table({
    id: 'service-providers', label: t('frame.nav-service-providers'), path: '/service-providers',
    pages: async (path, query) => residentFirst(await ctx.api.get(path, query)),
    key: row => row.id, href: row => href(['service-providers', row.id]),
    columns: [
      { id: 'name', label: t('service-providers.name'), view: row => html`${row.name}${row.name === RESIDENT ? html` ${pill('info', t('service-providers.built-in'))}` : nothing}<span class="sub">${row.description || ''}</span>`, value: row => row.name },
      { id: 'enabled', label: t('service-providers.state'), view: row => (row.enabled ? pill('ok', t('connections.on')) : pill('off', t('connections.off'))) },
      { id: 'mode', label: t('service-providers.mode'), view: row => t('service-providers.mode-' + row.mode), value: row => row.mode },
      { id: 'userStore', label: t('service-providers.store'), view: row => html`<span class="mono">${row.userStore}</span>`, value: row => row.userStore },
      { id: 'targets', label: t('service-providers.targets'), view: row => (row.targets?.length ? row.targets.map(nameOf).join(', ') : t('service-providers.all-targets')), value: row => (row.targets || []).map(nameOf).join(' ') },
      { id: 'scopes', label: t('service-providers.scopes'), hidden: true, view: row => row.scopes.join(', '), value: row => row.scopes.join(' ') },
    ],
  });
  return { view: () => html`${head({ title: t('frame.nav-service-providers'), sub: t('service-providers.sub'),
    actions: ctx.may('config.write') ? linkButton({ label: t('service-providers.new'), icon: 'plus', tone: 'primary', href: href(['service-providers', 'new']) }) : nothing })}
    ${sections('all')}<section class="card flush">${all.view()}</section>
    ${all.items.length === 1 ? empty({ icon: 'inbound', title: t('service-providers.only-resident'), text: t('service-providers.only-resident-text') }) : nothing}` };
}

/** @param {any} target a name, or more about it */
const nameOf = target => (typeof target === 'string' ? target : target.target);

/** @param {{items: any[], next?: string}} page */
function residentFirst(page) {
  const first = page.items.filter(row => row.name === RESIDENT);
  return { ...page, items: [...first, ...page.items.filter(row => row.name !== RESIDENT)] };
}
