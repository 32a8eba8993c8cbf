// @ts-check
// Attributes that filters find fast.

import { html, nothing } from '../../lib/html.js';
import { confirm } from '../../lib/dialog.js';
import { formDialog } from '../../lib/form-dialog.js';
import { button, card, empty, progress } from '../../lib/page.js';
import { status } from '../../lib/status.js';
import { toast } from '../../lib/toast.js';
import { t } from '../../lib/text.js';

/** @param {import('../../lib/context.js').Context} ctx */
export function indexes(ctx) {
  const writes = ctx.may('config.write');
  const table = ctx.table({
    id: 'indexed-attributes', label: t('settings.tab-indexes'), path: '/indexed-attributes', key: one => one.id,
    columns: [
      { id: 'attribute', label: t('settings.attribute'), view: one => html`<code>${one.attribute}</code>` },
      { id: 'resourceType', label: t('settings.of'), view: one => one.resourceType },
      { id: 'source', label: t('settings.wanted-by'), view: one => t('settings.source-' + one.source) },
      { id: 'state', label: t('settings.state'), view: one => html`${status(one.state)}${one.state === 'building' ? progress(one.done, one.total, one.attribute) : nothing}` },
      { id: 'do', label: t('settings.actions'), value: () => '', view: one => (writes && one.source === 'operator' ? button({ label: t('settings.delete'), small: true, tone: 'danger', run: () =>
        confirm({ title: t('settings.index-delete', { name: one.attribute }), text: t('settings.index-delete-text'), action: t('settings.delete'), danger: true,
          run: async () => { await ctx.api.delete('/indexed-attributes/' + one.id, `"${one.version}"`); table.reload(); } }) }) : nothing) },
    ],
    empty: () => empty({ title: t('settings.no-indexes'), text: t('settings.no-indexes-text'), icon: 'search' }),
  });
  ctx.on('runs', run => { if (run.kind === 'index') table.reload(); });
  const add = () => formDialog(ctx, {
    title: t('settings.index-add'), text: t('settings.index-add-text'), action: t('settings.add'), values: { resourceType: 'User' },
    fields: [
      { name: 'resourceType', label: t('settings.of'), kind: 'choice', required: true, options: ['User', 'Group'].map(value => ({ value, label: value })) },
      { name: 'attribute', label: t('settings.attribute'), kind: 'text', required: true, hint: 'title', help: t('settings.attribute-help') },
    ],
    save: values => ctx.api.post('/indexed-attributes', values),
    saved: () => { toast(t('settings.index-added')); table.reload(); },
  });
  return () => card({ title: t('settings.tab-indexes'), sub: t('settings.indexes-text'), flush: true,
    actions: writes ? button({ label: t('settings.index-add'), icon: 'plus', small: true, run: add }) : nothing, body: table.view() });
}
