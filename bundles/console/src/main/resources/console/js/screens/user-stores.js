// @ts-check
// User stores: spaces of names of their own.

import { html, nothing } from '../lib/html.js';
import { button, empty, facts, head, identifier, linkButton, show } from '../lib/page.js';
import { confirm } from '../lib/dialog.js';
import { href } from '../lib/router.js';
import { panel, split } from '../lib/panel.js';
import { pill } from '../lib/status.js';
import { t } from '../lib/text.js';
import { toast } from '../lib/toast.js';

const ALWAYS_THERE = 'PRIMARY';

/** @param {import('../lib/context.js').Context} ctx */
export function open(ctx) {
  const may = ctx.may('config.write');
  const selected = () => ctx.query.selected;
  const table = ctx.table({
    id: 'user-stores', label: t('frame.nav-user-stores'), path: '/user-stores',
    key: store => store.id, href: store => ctx.here({ selected: store.id, add: null }), selected,
    columns: [
      { id: 'name', label: t('user-stores.name'), view: store => html`<span class="mono">${store.name}</span> ${
        store.name === ALWAYS_THERE ? pill('info', t('user-stores.always')) : nothing}`, value: store => store.name },
      { id: 'description', label: t('user-stores.description'), view: store => store.description || '' },
    ],
  });
  const fields = (/** @type {boolean} */ fixed) => [
    { name: 'name', label: t('user-stores.name'), kind: /** @type {const} */ ('text'), required: true, fixed, help: t('user-stores.name-help'), hint: 'PARTNERS' },
    { name: 'description', label: t('user-stores.description'), kind: /** @type {const} */ ('text'), wide: true },
  ];
  const done = (/** @type {any} */ reply) => {
    toast(t('connections.saved'));
    table.reload();
    ctx.go(ctx.here({ add: null, selected: reply.body.id }));
  };
  const add = ctx.form({
    fields: fields(false), save: values => ctx.api.post('/user-stores', values), saved: done, cancel: () => ctx.go(ctx.here({ add: null })),
  });
  const edit = ctx.form({
    fields: fields(true),
    save: (values, etag) => ctx.api.put(`/user-stores/${selected()}`, values, etag),
    present: async () => { const { body, etag } = await ctx.api.read(`/user-stores/${selected()}`); return { values: body, etag }; },
    saved: reply => { done(reply); store.reload(); },
  });
  const store = ctx.data(async () => {
    const read = await ctx.api.read('/user-stores/' + selected());
    edit.fill({ name: read.body.name, description: read.body.description }, read.etag);
    return read;
  }, selected);
  const remove = async (/** @type {any} */ { body, etag }) => {
    const gone = await confirm({ title: t('user-stores.delete-title', { name: body.name }), text: t('user-stores.delete-text'), danger: true,
      type: body.name, action: t('connections.delete'), run: () => ctx.api.delete('/user-stores/' + body.id, etag) });
    if (!gone) return;
    toast(t('user-stores.deleted', { name: body.name }));
    ctx.go(ctx.here({ selected: null }));
    table.reload();
  };
  const side = () => {
    if (ctx.query.add && may) return panel({ title: t('user-stores.add'), close: ctx.here({ add: null }), body: add.view() });
    if (!selected()) return null;
    return panel({
      title: store.value?.body.name || '', close: ctx.here({ selected: null }),
      actions: store.value ? html`${linkButton({ label: t('user-stores.users'), icon: 'users', small: true, href: href(['users'], { userStore: store.value.body.name }) })}
        ${may && store.value.body.name !== ALWAYS_THERE ? button({ label: t('connections.delete'), icon: 'trash', small: true, tone: 'danger', run: () => remove(store.value) }) : nothing}` : nothing,
      body: show(store, read => html`${may ? edit.view() : facts([[t('user-stores.description'), read.body.description]])}
        ${facts([[t('connections.id'), identifier(read.body.id)]])}`),
    });
  };
  return { view: () => html`${head({ title: t('frame.nav-user-stores'), sub: t('user-stores.sub'),
    actions: may ? linkButton({ label: t('user-stores.add'), icon: 'plus', tone: 'primary', href: ctx.here({ add: true, selected: null }) }) : nothing })}
    ${split(table.view(), side())}${table.items.length === 1 ? empty({ icon: 'store', title: t('user-stores.one'), text: t('user-stores.one-text') }) : nothing}` };
}
