// @ts-check
// What the server was started with. Changed where it runs, not here.

import { html, nothing } from '../../lib/html.js';
import { card } from '../../lib/page.js';
import { pill } from '../../lib/status.js';
import { t } from '../../lib/text.js';

/** @param {import('../../lib/context.js').Context} ctx */
export function server(ctx) {
  const table = ctx.table({
    id: 'settings', label: t('settings.tab-server'), path: '/settings', size: 200, key: one => one.key,
    columns: [
      { id: 'key', label: t('settings.setting'), view: one => html`<code>${one.key}</code><span class="sub">${one.description || ''}</span>` },
      { id: 'value', label: t('settings.value'), view: one => html`${value(one)}${
        text(one.value) !== text(one.default) && one.source !== 'default' ? html` ${pill('info', t('settings.not-default'))}` : nothing}` },
      { id: 'default', label: t('settings.default'), view: one => code(text(one.default)) },
      { id: 'source', label: t('settings.source'), view: one => one.source || '' },
    ],
  });
  return () => card({ title: t('settings.tab-server'), sub: t('settings.server-text'), flush: true, body: table.view() });
}

/** What holds; where nothing was said, what that means. @param {any} one */
function value(one) {
  const said = text(one.value);
  if (said !== '') return code(said);
  const otherwise = text(one.default);
  return html`<span class="mut">${t(otherwise === '' || otherwise === 'none' ? 'settings.not-set' : 'settings.as-default')}</span>`;
}

/** @param {string} words */
const code = words => (words === '' ? nothing : html`<code class="break">${words}</code>`);

/** @param {any} value */
const text = value => (value === null || value === undefined ? '' : Array.isArray(value) ? value.join(', ') : String(value));
