// @ts-check
// Accounts at a target: those that are known here, and what is really there.

import { html, nothing } from '../../lib/html.js';
import { empty, identifier } from '../../lib/page.js';
import { href } from '../../lib/router.js';
import { pill, status } from '../../lib/status.js';
import { t } from '../../lib/text.js';
import { time } from '../../lib/time.js';

/** Where a user or group is. @param {string} type @param {string} id @param {string} words */
const resource = (type, id, words) => html`<a href=${href([type === 'Group' ? 'groups' : 'users'], { selected: id })}>${words}</a>`;

/** @param {import('../../lib/context.js').Context} ctx @param {string} id of the target */
export const accountTable = (ctx, id) => ctx.table({
  id: 'target-accounts',
  label: t('targets.tab-accounts'),
  path: `/targets/${id}/accounts`,
  key: row => row.resourceType + row.resource,
  columns: [
    { id: 'remoteId', label: t('targets.remote-id'), view: row => (row.remoteId ? identifier(row.remoteId) : html`<span class="mut">${t('targets.not-known')}</span>`) },
    { id: 'state', label: t('targets.state'), view: row => status(row.state) },
    { id: 'resource', label: t('targets.of'), view: row => resource(row.resourceType, row.resource, row.resourceName || `${t('connections.' + row.resourceType)} ${row.resource.slice(0, 8)}`) },
    { id: 'deliveredVersion', label: t('targets.delivered'), end: true, view: row => row.deliveredVersion },
    { id: 'updated', label: t('targets.updated'), view: row => time(row.updated) },
  ],
  empty: () => empty({ icon: 'users', title: t('targets.no-accounts'), text: t('targets.no-accounts-text') }),
});

/** @param {import('../../lib/context.js').Context} ctx @param {string} id of the target */
export const contentTable = (ctx, id) => ctx.table({
  id: 'target-contents',
  label: t('targets.tab-contents'),
  path: `/targets/${id}/contents`,
  query: () => ({ resourceType: ctx.query.of === 'Group' ? 'Group' : 'User' }),
  key: row => row.remoteId,
  columns: [
    { id: 'remoteId', label: t('targets.remote-id'), view: row => identifier(row.remoteId) },
    { id: 'named', label: t('targets.named'), view: row => html`<span class="mono">${first(row.attributes)}</span>`, value: row => first(row.attributes) },
    { id: 'active', label: t('targets.state'), view: row => (row.active === undefined ? nothing : row.active ? pill('ok', t('connections.on')) : pill('off', t('connections.off'))) },
    { id: 'resource', label: t('targets.of'), view: row => (row.resource ? resource(row.resourceType, row.resource, `${t('connections.' + row.resourceType)} ${row.resource.slice(0, 8)}`)
      : html`<span class="mut">${t('targets.nobody')}</span>`), value: row => row.resource || '' },
    { id: 'attributes', label: t('targets.attributes'), hidden: true, view: row => JSON.stringify(row.attributes) },
  ],
  empty: () => empty({ icon: 'users', title: t('targets.no-contents') }),
});

/** The attribute that tells the most about an account, whatever its target calls it. @param {any} attributes */
function first(attributes) {
  for (const name of ['uid', 'userName', 'sAMAccountName', 'cn', 'primaryEmail', 'Username', 'displayName', 'name']) {
    if (attributes[name]?.length) return [attributes[name]].flat()[0];
  }
  return String([Object.values(attributes)[0] ?? ''].flat()[0]);
}
