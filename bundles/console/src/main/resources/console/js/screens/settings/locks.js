// @ts-check
// Who is kept out for a while after wrong passwords.

import { html, nothing } from '../../lib/html.js';
import { button, card, empty, show } from '../../lib/page.js';
import { time } from '../../lib/time.js';
import { toast } from '../../lib/toast.js';
import { t } from '../../lib/text.js';

/** @param {import('../../lib/context.js').Context} ctx */
export function locks(ctx) {
  const found = ctx.data(() => ctx.api.get('/sign-in-locks', { limit: 500 }));
  const table = ctx.table({
    id: 'locks', label: t('settings.tab-locks'), key: one => one.account, rows: () => found.value?.items,
    columns: [
      { id: 'account', label: t('settings.account'), view: one => one.account },
      { id: 'failures', label: t('settings.failures'), end: true, view: one => one.failures },
      { id: 'lastFailure', label: t('settings.last-failure'), view: one => time(one.lastFailure) },
      { id: 'until', label: t('settings.until'), view: one => time(one.until) },
      { id: 'do', label: t('settings.actions'), value: () => '', view: one => (ctx.may('locks.lift') || ctx.may('config.write') ? button({ label: t('settings.lift'), small: true, run: async () => {
        try {
          await ctx.api.post('/sign-in-locks/lift', { account: one.account });
          toast(t('settings.lifted', { name: one.account }));
        } catch (/** @type {any} */ error) {
          toast(error.message, 'fail');
        }
        found.reload();
      } }) : nothing) },
    ],
    empty: () => empty({ title: t('settings.no-locks'), text: t('settings.no-locks-text'), icon: 'lock' }),
  });
  return () => card({ title: t('settings.tab-locks'), sub: t('settings.locks-text'), flush: true, body: html`<div>${show(found, () => table.view())}</div>` });
}
