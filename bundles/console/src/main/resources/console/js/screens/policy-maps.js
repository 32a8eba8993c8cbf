// @ts-check
// Policy maps: how each attribute of an account is computed. A list of all targets' maps, and the
// editor of one with what comes out for somebody while it is typed.

import { html } from '../lib/html.js';
import { head, empty, linkButton, system } from '../lib/page.js';
import { href } from '../lib/router.js';
import { t } from '../lib/text.js';
import { targetHref } from './connections/places.js';
import { within } from './connections/within.js';
import { MapEditor } from './connections/map-editor.js';

/** @param {import('../lib/context.js').Context} ctx */
export const open = ctx => within(ctx, ([id]) => (id
  ? [id, () => new MapEditor(ctx, id)] : ['', () => listOfMaps(ctx)]));

/** @param {import('../lib/context.js').Context} ctx */
function listOfMaps(ctx) {
  const table = ctx.table({
    id: 'policy-maps',
    label: t('policy-maps.title'),
    path: '/targets',
    key: row => row.id,
    href: row => href(['policy-maps', row.id]),
    columns: [
      { id: 'name', label: t('connections.target'), view: row => system(row.name) },
      { id: 'identityProvider', label: t('connections.identity-provider'), view: row => row.identityProvider },
      { id: 'user', label: t('policy-maps.user-rows'), end: true, view: row => row.policyMap.user.length, value: row => row.policyMap.user.length },
      { id: 'group', label: t('policy-maps.group-rows'), end: true, view: row => row.policyMap.group.length, value: row => row.policyMap.group.length },
      { id: 'tests', label: t('policy-maps.tests'), end: true, view: row => row.policyMap.tests?.length || 0, value: row => row.policyMap.tests?.length || 0 },
    ],
    empty: () => empty({ icon: 'map', title: t('policy-maps.none'), text: t('policy-maps.none-text'),
      action: linkButton({ label: t('connections.connect'), href: targetHref('new'), tone: 'primary' }) }),
  });
  return { view: () => html`${head({ title: t('policy-maps.title'), sub: t('policy-maps.sub') })}
    <section class="card flush">${table.view()}</section>` };
}
