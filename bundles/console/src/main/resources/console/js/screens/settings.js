// @ts-check
// Settings: one's own account, who administers, keys, what is indexed, schemas, alerts, the server.

import { html } from '../lib/html.js';
import { empty, head, tabs } from '../lib/page.js';
import { href } from '../lib/router.js';
import { t } from '../lib/text.js';
import { account } from './settings/account.js';
import { administrators } from './settings/administrators.js';
import { alerts } from './settings/alerts.js';
import { indexes } from './settings/indexes.js';
import { keys } from './settings/keys.js';
import { locks } from './settings/locks.js';
import { schemas } from './settings/schemas.js';
import { server } from './settings/server.js';

/** @typedef {import('../lib/context.js').Context} Context */
/** @type {{id: string, needs: string[], open: (ctx: Context) => () => unknown}[]} */
const TABS = [
  { id: 'account', needs: [], open: account },
  { id: 'administrators', needs: ['administrators.read'], open: administrators },
  { id: 'locks', needs: ['locks.read', 'config.read'], open: locks },
  { id: 'keys', needs: ['config.read'], open: keys },
  { id: 'schemas', needs: ['config.read'], open: schemas },
  { id: 'indexes', needs: ['config.read'], open: indexes },
  { id: 'alerts', needs: ['config.read'], open: alerts },
  { id: 'server', needs: ['config.read'], open: server },
];

/** @param {Context} ctx @returns {import('../lib/context.js').Screen} */
export function open(ctx) {
  /** @type {Map<string, () => unknown>} */
  const views = new Map();
  return {
    view: () => {
      const id = ctx.path[0] || 'account';
      const may = (/** @type {typeof TABS[number]} */ tab) => !tab.needs.length || tab.needs.some(needed => ctx.may(needed));
      const tab = TABS.find(one => one.id === id);
      let body;
      if (!tab) body = empty({ title: t('frame.nowhere') });
      else if (!may(tab)) body = empty({ title: t('frame.denied'), icon: 'lock', text: html`${t('frame.denied-needs')} <code>${tab.needs[0]}</code>.` });
      else {
        if (!views.has(id)) views.set(id, tab.open(ctx));
        body = views.get(id)?.();
      }
      return html`${head({ title: t('frame.nav-settings') })}
        ${tabs(TABS.filter(may).map(one => ({ id: one.id, label: t('settings.tab-' + one.id), href: href(['settings', one.id]) })), id)}${body}`;
    },
  };
}
