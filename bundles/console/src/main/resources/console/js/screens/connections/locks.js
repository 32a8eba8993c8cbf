// @ts-check
// Names that nobody may try at present, because of wrong passwords.

import { html, nothing } from '../../lib/html.js';
import { button, empty, head, show } from '../../lib/page.js';
import { t } from '../../lib/text.js';
import { time } from '../../lib/time.js';
import { toast } from '../../lib/toast.js';

/**
 * @param {import('../../lib/context.js').Context} ctx
 * @param {(current: string) => unknown} sections
 */
export function locks(ctx, sections) {
  const may = ctx.may('config.write') || ctx.may('locks.lift');
  const all = ctx.data(async () => (await ctx.api.get('/sign-in-locks', { limit: 500 })).items);
  const lift = async (/** @type {any} */ lock) => {
    try {
      await ctx.api.post('/sign-in-locks/lift', { account: lock.account });
      toast(t('service-providers.lifted', { name: lock.account }));
      await all.reload();
    } catch (/** @type {any} */ error) {
      toast(error.message, 'fail');
    }
  };
  const table = ctx.table({
    id: 'sign-in-locks', label: t('service-providers.tab-locks'), rows: () => all.value, key: row => row.account,
    columns: [
      { id: 'account', label: t('service-providers.account'), view: row => html`<span class="mono">${row.account}</span>`, value: row => row.account },
      { id: 'failures', label: t('service-providers.failures'), end: true, view: row => row.failures },
      { id: 'lastFailure', label: t('service-providers.last-failure'), view: row => time(row.lastFailure), value: row => row.lastFailure },
      { id: 'until', label: t('service-providers.until'), view: row => time(row.until), value: row => row.until },
      { id: 'actions', label: t('service-providers.actions'), view: row => (may ? button({ label: t('service-providers.lift'), small: true, run: () => lift(row) }) : nothing), value: () => '' },
    ],
    empty: () => empty({ icon: 'lock', title: t('service-providers.no-locks'), text: t('service-providers.no-locks-text') }),
  });
  return { view: () => html`${head({ title: t('frame.nav-service-providers'), sub: t('service-providers.locks-sub') })}${sections('locks')}
    <section class="card flush">${show(all, () => table.view())}</section>` };
}
