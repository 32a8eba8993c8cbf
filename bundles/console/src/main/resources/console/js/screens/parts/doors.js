// @ts-check
// Everything that is served, and what it takes to be let in.

import { html, nothing } from '../../lib/html.js';
import { t } from '../../lib/text.js';
import { panel, split } from '../../lib/panel.js';
import { pill } from '../../lib/status.js';

/** @param {import('../../lib/context.js').Context} ctx @param {() => boolean} here whether it is shown */
export function doors(ctx, here) {
  const table = ctx.table({
    id: 'doors', label: t('health.tab.doors'), path: () => here() ? '/doors' : null, size: 100,
    key: door => door.name, href: door => ctx.here({ door: door.name }), selected: () => ctx.query.door,
    columns: [
      { id: 'name', label: t('health.door'), view: door => door.name },
      { id: 'paths', label: t('health.paths'), value: door => door.paths.join(' '), view: door => html`<code>${door.paths.join(' ')}</code>` },
      { id: 'gated', label: t('health.gated'), view: door => door.gated ? pill('ok', t('health.behindGate')) : pill('info', t('health.open')) },
      { id: 'routes', label: t('health.routes'), end: true, value: door => door.routes.length, view: door => door.routes.length || '' },
    ],
  });
  return {
    view: () => {
      const door = table.items.find(each => each.name === ctx.query.door);
      return split(table.view(), door ? panel({ title: door.name, sub: html`<code>${door.paths.join(' ')}</code>`,
        close: ctx.here({ door: null }), body: routes(door) }) : null, { wide: true });
    },
  };
}

/** @param {any} door */
const routes = door => door.routes.length === 0 ? html`<p class="sub">${t('health.noRoutes')}</p>`
  : html`<div class="tw" tabindex="0" role="region" aria-label=${t('health.routes')}><table><thead><tr><th scope="col">${t('health.route')}</th>
      <th scope="col">${t('health.takes')}</th></tr></thead><tbody>${door.routes.map((/** @type {any} */ route) => html`<tr>
      <th scope="row"><code>${route.method} ${route.path}</code>${route.operation ? html`<span class="sub">${route.operation}</span>` : nothing}</th>
      <td>${route.permissions.map((/** @type {string} */ each, /** @type {number} */ i) => html`${i > 0 ? ', ' : ''}<code>${each}</code>`)}</td></tr>`)}</tbody></table></div>`;
