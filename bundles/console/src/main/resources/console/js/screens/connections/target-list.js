// @ts-check
// All targets, or those of one identity provider, with how they are doing.

import { html, nothing } from '../../lib/html.js';
import { empty, head, linkButton, system } from '../../lib/page.js';
import { href } from '../../lib/router.js';
import { targetHref } from './places.js';
import { pill, status } from '../../lib/status.js';
import { t } from '../../lib/text.js';

/**
 * @param {import('../../lib/context.js').Context} ctx
 * @param {() => any[]|undefined} [rows] all when left out
 */
export function targetTable(ctx, rows) {
  const standings = ctx.data(async () => new Map((await ctx.api.get('/target-status', { limit: 500 })).items.map((/** @type {any} */ one) => [one.id, one])));
  ctx.on('targets', () => standings.reload());
  const now = (/** @type {any} */ row) => standings.value?.get(row.id);
  return ctx.table({
    id: 'targets',
    label: t('targets.title'),
    path: rows ? undefined : '/targets',
    rows,
    key: row => row.id,
    href: row => targetHref(row.id),
    columns: [
      { id: 'name', label: t('connections.target'), view: row => system(row.name) },
      { id: 'connectorType', label: t('targets.type'), view: row => row.connectorType.replace(/^io\.tessera\.connector\./, '') },
      ...(rows ? [] : [{ id: 'identityProvider', label: t('connections.identity-provider'), view: (/** @type {any} */ row) => row.identityProvider }]),
      { id: 'enabled', label: t('targets.state'), view: row => (now(row) ? status(now(row).state) : switched(row)), value: row => now(row)?.state || row.enabled },
      { id: 'waiting', label: t('targets.waiting'), end: true, view: row => now(row)?.waiting ?? '', value: row => now(row)?.waiting },
      { id: 'dead', label: t('targets.dead'), end: true, view: row => now(row)?.dead ?? '', value: row => now(row)?.dead },
      { id: 'accountsFor', label: t('targets.accounts-for'), view: row => t('targets.delivery-accountsFor-' + (row.delivery?.accountsFor || 'everyone')),
        value: row => row.delivery?.accountsFor },
      { id: 'mode', label: t('targets.mode'), hidden: true, view: row => row.delivery?.mode, value: row => row.delivery?.mode },
    ],
    empty: () => empty({ icon: 'outbound', title: t('targets.none'), text: t('targets.none-text'),
      action: ctx.may('config.write') ? linkButton({ label: t('connections.connect'), href: targetHref('new'), tone: 'primary', icon: 'plus' }) : nothing }),
  });
}

/** @param {any} row */
function switched(row) {
  if (!row.enabled) return pill('off', t('connections.off'));
  return row.delivery?.maintenance ? pill('off', t('targets.maintenance')) : pill('ok', t('connections.on'));
}

/** @param {import('../../lib/context.js').Context} ctx */
export function listOfTargets(ctx) {
  const table = targetTable(ctx);
  return { view: () => html`${head({ title: t('targets.title'), sub: t('targets.sub'),
    crumbs: [[t('frame.nav-identity-providers'), href(['identity-providers'])]],
    actions: ctx.may('config.write') ? linkButton({ label: t('connections.connect'), icon: 'plus', tone: 'primary', href: targetHref('new') }) : nothing })}
    <section class="card flush">${table.view()}</section>` };
}
