// @ts-check
// The keys that secrets of targets are encrypted with.

import { html, nothing } from '../../lib/html.js';
import { confirm } from '../../lib/dialog.js';
import { button, card } from '../../lib/page.js';
import { pill } from '../../lib/status.js';
import { toast } from '../../lib/toast.js';
import { number, t } from '../../lib/text.js';

/** @param {import('../../lib/context.js').Context} ctx */
export function keys(ctx) {
  const writes = ctx.may('config.write');
  const table = ctx.table({
    id: 'secret-keys', label: t('settings.tab-keys'), path: '/secret-keys', key: one => one.id,
    columns: [
      { id: 'id', label: t('settings.key'), view: one => html`<code>${one.id}</code>` },
      { id: 'encrypts', label: t('settings.state'), view: one => (one.encrypts ? pill('ok', t('settings.key-encrypts')) : pill('off', t('settings.key-old'))) },
      { id: 'secrets', label: t('settings.secrets'), end: true, view: one => number(one.secrets) },
      { id: 'do', label: t('settings.actions'), value: () => '', view: one => (writes && !one.encrypts ? html`<span class="rowdo">${button({ label: t('settings.key-use'), small: true, run: () => use(one.id) })}
        ${one.secrets ? nothing : button({ label: t('settings.delete'), small: true, tone: 'danger', run: () => remove(one.id) })}</span>` : nothing) },
    ],
  });
  const add = () => confirm({ title: t('settings.key-add'), text: t('settings.key-add-text'), action: t('settings.key-add'),
    run: async () => { await ctx.api.post('/secret-keys'); table.reload(); } });
  const use = (/** @type {string} */ id) => confirm({ title: t('settings.key-use'), text: t('settings.key-use-text'), action: t('settings.key-use'),
    run: async () => {
      const reply = await ctx.api.post(`/secret-keys/${id}/use`);
      toast(t('settings.key-used', { n: reply.body?.encryptedAnew ?? 0 }));
      table.reload();
    } });
  const remove = (/** @type {string} */ id) => confirm({ title: t('settings.key-delete'), text: t('settings.key-delete-text'), action: t('settings.delete'), danger: true,
    run: async () => { await ctx.api.delete('/secret-keys/' + id); table.reload(); } });
  return () => card({ title: t('settings.tab-keys'), sub: t('settings.keys-text'), flush: true,
    actions: writes ? button({ label: t('settings.key-add'), icon: 'plus', small: true, run: add }) : nothing, body: table.view() });
}
