// @ts-check
// Groups: the list, and one beside it with its members.

import { html, nothing } from '../lib/html.js';
import { formDialog } from '../lib/form-dialog.js';
import { filters } from '../lib/filters.js';
import { button, empty, head } from '../lib/page.js';
import { split } from '../lib/panel.js';
import { time } from '../lib/time.js';
import { t } from '../lib/text.js';
import { toast } from '../lib/toast.js';
import { groupPanel } from './people/group-panel.js';

const CORE = 'urn:ietf:params:scim:schemas:core:2.0:Group';

/** @param {import('../lib/context.js').Context} ctx @returns {import('../lib/context.js').Screen} */
export function open(ctx) {
  const stores = ctx.data(() => (ctx.may('config.read') ? ctx.api.get('/user-stores', { limit: 100 }) : Promise.resolve({ items: [] })));
  const add = () => addGroup(ctx, stores.value?.items || [], reply => {
    table.reload();
    ctx.go(ctx.here({ selected: reply.id, store: reply.store }));
  });
  const adds = ctx.may('scim.groups.write') ? button({ label: t('groups.add'), icon: 'plus', tone: 'primary', run: add }) : nothing;
  const table = ctx.table({
    id: 'groups', label: t('frame.nav-groups'), path: '/groups',
    query: () => ({ q: ctx.query.q, userStore: ctx.query.userStore }),
    key: group => group.id,
    href: group => ctx.here({ selected: group.id, store: group.userStore === 'PRIMARY' ? null : group.userStore }),
    selected: () => ctx.query.selected,
    columns: [
      { id: 'displayName', label: t('groups.group'), view: group => html`<strong>${group.displayName}</strong>` },
      { id: 'userStore', label: t('groups.store'), view: group => group.userStore },
      { id: 'lastModified', label: t('groups.changed'), view: group => time(group.lastModified) },
      { id: 'created', label: t('groups.created'), view: group => time(group.created), hidden: true },
      { id: 'id', label: t('groups.id'), view: group => html`<code>${group.id}</code>`, hidden: true },
    ],
    empty: () => (ctx.query.q || ctx.query.userStore
      ? empty({ title: t('groups.none-found'), text: t('groups.none-found-text'), icon: 'search' })
      : empty({ title: t('groups.none'), text: t('groups.none-text'), icon: 'groups', action: adds })),
  });
  const side = groupPanel(ctx, table);
  return {
    view: () => html`${head({ title: t('frame.nav-groups'), sub: t('groups.sub'), actions: adds })}
      ${filters(ctx, [
        { name: 'q', label: t('groups.search'), hint: t('groups.search-hint'), kind: 'search' },
        ...((stores.value?.items.length || 0) > 1 ? [{ name: 'userStore', label: t('groups.store'), kind: /** @type {'choice'} */ ('choice'),
          options: [{ value: '', label: t('groups.all') }, ...stores.value?.items.map((/** @type {any} */ one) => ({ value: one.name, label: one.name }))] }] : []),
      ])}${split(table.view(), side())}`,
  };
}

/** @param {import('../lib/context.js').Context} ctx @param {any[]} stores @param {(made: {id: string, store: string|null}) => void} done */
function addGroup(ctx, stores, done) {
  let store = 'PRIMARY';
  formDialog(ctx, {
    title: t('groups.add'), action: t('groups.add'), values: { store },
    fields: [
      { name: 'displayName', label: t('groups.name'), kind: 'text', required: true, wide: true },
      ...(stores.length > 1 ? [{ name: 'store', label: t('groups.store'), kind: /** @type {'choice'} */ ('choice'), required: true, wide: true,
        options: stores.map(one => ({ value: one.name, label: one.name })) }] : []),
    ],
    save: values => {
      store = values.store || store;
      return ctx.api.post('scim:/Groups', { schemas: [CORE], displayName: values.displayName }, store === 'PRIMARY' ? {} : { query: { domain: store } });
    },
    saved: reply => {
      toast(t('groups.added', { name: reply.body.displayName }));
      done({ id: reply.body.id, store: store === 'PRIMARY' ? null : store });
    },
  });
}
