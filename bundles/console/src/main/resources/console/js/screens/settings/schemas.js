// @ts-check
// Custom schemas: what users and groups may carry beside the standard's attributes.

import { html, nothing } from '../../lib/html.js';
import { confirm } from '../../lib/dialog.js';
import { formDialog } from '../../lib/form-dialog.js';
import { button, card, empty } from '../../lib/page.js';
import { toast } from '../../lib/toast.js';
import { t } from '../../lib/text.js';

const EXAMPLE = [
  { name: 'number', type: 'string', indexed: true, description: 'What is printed on it' },
  { name: 'level', type: 'integer' },
];

/** @param {import('../../lib/context.js').Context} ctx */
export function schemas(ctx) {
  const writes = ctx.may('config.write');
  const path = (/** @type {any} */ one) => '/schemas/' + encodeURIComponent(one.id);
  const table = ctx.table({
    id: 'schemas', label: t('settings.tab-schemas'), path: '/schemas', key: one => one.id,
    columns: [
      { id: 'name', label: t('settings.name'), view: one => html`<strong>${one.name}</strong><code class="sub">${one.id}</code>` },
      { id: 'extends', label: t('settings.of'), view: one => one.extends },
      { id: 'attributes', label: t('settings.attributes'), view: one => one.attributes.map((/** @type {any} */ attribute) => attribute.name).join(', ') },
      { id: 'do', label: t('settings.actions'), value: () => '', view: one => (writes ? html`<span class="rowdo">${button({ label: t('settings.edit'), small: true, run: () => edit(one) })}
        ${button({ label: t('settings.delete'), small: true, tone: 'danger', run: () => remove(one) })}</span>` : nothing) },
    ],
    empty: () => empty({ title: t('settings.no-schemas'), text: t('settings.no-schemas-text'), icon: 'file' }),
  });
  const fields = (/** @type {boolean} */ fresh) => [
    { name: 'name', label: t('settings.name'), kind: /** @type {'text'} */ ('text'), required: true },
    { name: 'extends', label: t('settings.of'), kind: /** @type {'choice'} */ ('choice'), required: true, fixed: !fresh, options: ['User', 'Group'].map(value => ({ value, label: value })) },
    { name: 'id', label: 'URN', kind: /** @type {'text'} */ ('text'), required: true, fixed: !fresh, wide: true, help: t('settings.urn-help') },
    { name: 'description', label: t('settings.description'), kind: /** @type {'text'} */ ('text'), wide: true },
    { name: 'attributes', label: t('settings.attributes'), kind: /** @type {'code'} */ ('code'), required: true, help: t('settings.attributes-help'),
      check: (/** @type {string} */ text) => { try { return Array.isArray(JSON.parse(text)) ? '' : t('settings.attributes-list'); } catch (/** @type {any} */ error) { return error.message; } } },
  ];
  const body = (/** @type {any} */ values) => ({ ...values, attributes: JSON.parse(values.attributes) });
  const shown = (/** @type {any} */ one) => ({ ...one, attributes: JSON.stringify(one.attributes, null, 2) });
  const add = () => formDialog(ctx, {
    title: t('settings.schema-add'), wide: true, fields: fields(true), action: t('settings.add'),
    values: { extends: 'User', id: 'urn:example:scim:schemas:extension:badge:1.0:User', attributes: JSON.stringify(EXAMPLE, null, 2) },
    save: values => ctx.api.post('/schemas', body(values)),
    saved: reply => { toast(t('settings.added', { name: reply.body.name })); table.reload(); },
  });
  const edit = async (/** @type {any} */ one) => {
    const there = await ctx.api.read(path(one));
    await formDialog(ctx, {
      title: t('settings.edit-one', { name: one.name }), wide: true, fields: fields(false), values: shown(there.body), etag: there.etag,
      save: (values, etag) => ctx.api.put(path(one), body(values), etag),
      present: async () => { const now = await ctx.api.read(path(one)); return { values: shown(now.body), etag: now.etag }; },
      saved: () => { toast(t('settings.saved', { name: one.name })); table.reload(); },
    });
  };
  const remove = (/** @type {any} */ one) => confirm({ title: t('settings.delete-one', { name: one.name }), text: t('settings.schema-delete-text'), action: t('settings.delete'), danger: true, type: one.name,
    run: async () => { await ctx.api.delete(path(one), `"${one.version}"`); table.reload(); } });
  return () => card({ title: t('settings.tab-schemas'), sub: t('settings.schemas-text'), flush: true,
    actions: writes ? button({ label: t('settings.schema-add'), icon: 'plus', small: true, run: add }) : nothing, body: table.view() });
}
