// @ts-check
// Roles, the rules that give them, and the rules that decide about accounts.

import { html } from '../lib/html.js';
import { t } from '../lib/text.js';
import { head, linkButton, tabs } from '../lib/page.js';
import { href } from '../lib/router.js';
import { roleList } from './parts/rolelist.js';
import { birthrightRules } from './parts/birthright.js';
import { accessRules } from './parts/accessrules.js';

/** @typedef {{view: () => unknown}} Part */

/** @param {import('../lib/context.js').Context} ctx @returns {import('../lib/context.js').Screen} */
export function open(ctx) {
  const configures = ctx.may('config.read');
  /** @type {Record<string, Part>} */
  const parts = {
    roles: roleList(ctx),
    ...(configures ? { birthright: birthrightRules(ctx), access: accessRules(ctx) } : {}),
  };
  return { view: () => view(ctx, parts) };
}

/** @param {import('../lib/context.js').Context} ctx @param {Record<string, Part>} parts */
function view(ctx, parts) {
  const tab = parts[ctx.path[0]] ? ctx.path[0] : 'roles';
  return html`${head({ title: t('roles.title'), sub: t(`roles.sub.${tab}`), actions: ctx.may('config.write')
      ? linkButton({ label: t(`roles.add.${tab}`), icon: 'plus', tone: 'primary', href: ctx.here({ add: 'new', selected: null, edit: null }) }) : undefined })}
    ${tabs(Object.keys(parts).map(id => ({ id, label: t(`roles.tab.${id}`), href: href(id === 'roles' ? ['roles'] : ['roles', id]) })), tab)}
    ${parts[tab].view()}`;
}
