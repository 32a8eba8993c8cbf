// @ts-check
// Connectors: the kinds of system that can be connected, and the bundles that bring them.

import { html, nothing } from '../lib/html.js';
import { banner, empty, facts, head, linkButton, show, system, tabs } from '../lib/page.js';
import { panel, split } from '../lib/panel.js';
import { t } from '../lib/text.js';
import { bundles } from './connections/bundles.js';
import { abilities } from './connections/health-of.js';
import { targetHref } from './connections/places.js';
import { typeIcon } from './connections/type-icon.js';

/** @param {import('../lib/context.js').Context} ctx */
export function open(ctx) {
  const types = ctx.data(async () => (await ctx.api.get('/connector-types', { limit: 500 })).items);
  const targets = ctx.data(async () => (await ctx.api.get('/targets', { limit: 500 })).items);
  const table = ctx.table({
    id: 'connector-types', label: t('connectors.types'), rows: () => types.value,
    key: type => type.id, href: type => ctx.here({ selected: type.id }), selected: () => ctx.query.selected,
    columns: [
      { id: 'name', label: t('connectors.type'), view: type => html`<span class="kind flat">${typeIcon(type)}<span>${type.name}<span class="sub">${type.description}</span></span></span>`, value: type => type.name },
      { id: 'version', label: t('connectors.version'), view: type => html`${version(type)} ${type.remark ? html`<span class="sub">${t('connectors.rolled-back')}</span>` : nothing}`, value: version },
      { id: 'used', label: t('connectors.used'), end: true, view: type => users(type).length || '0', value: type => users(type).length },
    ],
    empty: () => empty({ icon: 'plug', title: t('targets.no-types'), text: t('targets.no-types-text') }),
  });
  const users = (/** @type {any} */ type) => (targets.value || []).filter((/** @type {any} */ target) => target.connectorType === type.id);
  const shipped = bundles(ctx, () => types.reload());

  /** @param {any} type */
  const side = type => panel({
    title: type.name, sub: type.bundle, lead: typeIcon(type), close: ctx.here({ selected: null }),
    actions: ctx.may('config.write') ? linkButton({ label: t('connections.connect'), icon: 'plus', small: true, tone: 'primary', href: targetHref('new', undefined, { type: type.id }) }) : nothing,
    body: html`${type.remark ? banner('warn', type.remark) : nothing}<p>${type.description}</p>
      ${facts([[t('connectors.id'), html`<code>${type.id}</code>`], [t('connectors.settings'), String(type.properties.length)]])}
      <h3 class="h3">${t('connections.can')}</h3>${abilities(type.abilities)}
      <h3 class="h3">${t('connectors.used-by')}</h3>${users(type).length ? html`<ul class="plain">${users(type).map((/** @type {any} */ target) => html`<li><a href=${targetHref(target.id)}>${system(target.name)}</a></li>`)}</ul>`
        : html`<p class="mut">${t('connectors.unused')}</p>`}`,
  });
  return {
    view: () => {
      const at = ctx.path[0] === 'bundles' ? 'bundles' : 'types';
      const chosen = types.value?.find((/** @type {any} */ type) => type.id === ctx.query.selected);
      return html`${head({ title: t('frame.nav-connectors'), sub: t('connectors.sub'), actions: at === 'bundles' ? shipped.actions() : nothing })}
        ${tabs(['types', 'bundles'].map(id => ({ id, label: t('connectors.tab-' + id), href: ctx.here({ selected: null }, id === 'types' ? [] : [id]) })), at)}
        ${at === 'bundles' ? shipped.view() : show(types, () => split(table.view(), chosen ? side(chosen) : null), { rows: 8 })}`;
    },
  };
}

/** @param {any} type */
const version = type => type.bundle.slice(type.bundle.lastIndexOf(' ') + 1);

