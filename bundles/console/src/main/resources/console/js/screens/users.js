// @ts-check
// Users: the list, one beside it, and the page to add or change one.

import { html, nothing } from '../lib/html.js';
import { confirm } from '../lib/dialog.js';
import { filters } from '../lib/filters.js';
import { avatar, empty, head, linkButton } from '../lib/page.js';
import { split } from '../lib/panel.js';
import { href } from '../lib/router.js';
import { pill } from '../lib/status.js';
import { time } from '../lib/time.js';
import { t } from '../lib/text.js';
import { toast } from '../lib/toast.js';
import { patchOf } from './people/person-fields.js';
import { personForm } from './people/person-form.js';
import { personPanel } from './people/person-panel.js';

/** @param {import('../lib/context.js').Context} ctx @returns {import('../lib/context.js').Screen} */
export function open(ctx) {
  const list = userList(ctx);
  const side = personPanel(ctx, list.table);
  /** @type {ReturnType<typeof personForm>|null} */
  let form = null;
  let formOf = '';
  const view = () => {
    const [first, second] = ctx.path;
    const wanted = first === 'new' ? 'new' : first && second === 'edit' ? first : '';
    if (wanted) {
      if (formOf !== wanted || !form) {
        form = personForm(ctx, wanted === 'new' ? null : wanted, list.table);
        formOf = wanted;
      }
      return form.view();
    }
    form = null;
    formOf = '';
    return list.view(side());
  };
  return { view };
}

/** @param {import('../lib/context.js').Context} ctx */
function userList(ctx) {
  const stores = ctx.data(() => (ctx.may('config.read') ? ctx.api.get('/user-stores', { limit: 100 }) : Promise.resolve({ items: [] })));
  const roles = ctx.data(() => (ctx.may('config.read') ? ctx.api.get('/roles', { limit: 200 }) : Promise.resolve({ items: [] })));
  const table = ctx.table({
    id: 'users', label: t('frame.nav-users'), path: () => (ctx.path.length ? null : '/users'),
    query: () => ({ q: ctx.query.q, userStore: ctx.query.userStore, active: ctx.query.active, role: ctx.query.role }),
    key: user => user.id,
    href: user => ctx.here({ selected: user.id, store: user.userStore === 'PRIMARY' ? null : user.userStore }),
    selected: () => ctx.query.selected,
    columns: [
      { id: 'userName', label: t('users.user'), view: user => html`<span class="who">${avatar(user.displayName || user.userName)}<span><strong>${
        user.displayName || user.userName}</strong><span class="sub">${user.userName}</span></span></span>` },
      { id: 'email', label: t('users.email'), view: user => user.email || '' },
      { id: 'userStore', label: t('users.store'), view: user => user.userStore },
      { id: 'active', label: t('users.state'), view: user => (user.active ? pill('ok', t('users.active')) : pill('off', t('users.disabled'))) },
      { id: 'lastModified', label: t('users.changed'), view: user => time(user.lastModified) },
      { id: 'created', label: t('users.created'), view: user => time(user.created), hidden: true },
      { id: 'id', label: t('users.id'), view: user => html`<code>${user.id}</code>`, hidden: true },
    ],
    bulk: ctx.may('scim.users.write') ? [
      { label: t('users.disable'), icon: 'pause', run: rows => setActive(ctx, rows, false) },
      { label: t('users.enable'), icon: 'play', run: rows => setActive(ctx, rows, true) },
      ...(ctx.may('queue.operate') ? [{ label: t('users.provision'), icon: 'sync', run: (/** @type {any[]} */ rows) => provisionAll(ctx, rows) }] : []),
    ] : [],
    empty: () => (ctx.query.q || ctx.query.active || ctx.query.role || ctx.query.userStore
      ? empty({ title: t('users.none-found'), text: t('users.none-found-text'), icon: 'search' })
      : empty({ title: t('users.none'), text: t('users.none-text'), icon: 'users',
        action: ctx.may('scim.users.write') ? linkButton({ label: t('users.add'), icon: 'plus', tone: 'primary', href: href(['users', 'new']) }) : nothing })),
  });
  return {
    table,
    /** @param {unknown} side */
    view: side => html`${head({
      title: t('frame.nav-users'), sub: t('users.sub'),
      actions: ctx.may('scim.users.write') ? linkButton({ label: t('users.add'), icon: 'plus', tone: 'primary', href: href(['users', 'new']) }) : nothing,
    })}${filters(ctx, [
      { name: 'q', label: t('users.search'), hint: t('users.search-hint'), kind: 'search' },
      { name: 'active', label: t('users.state'), kind: 'segments', options: [
        { value: '', label: t('users.all') }, { value: 'true', label: t('users.active') }, { value: 'false', label: t('users.disabled') }] },
      ...((stores.value?.items.length || 0) > 1 ? [choice('userStore', t('users.store'), stores.value?.items)] : []),
      ...(roles.value?.items.length ? [choice('role', t('users.role'), roles.value.items)] : []),
    ])}${split(table.view(), side)}`,
  };
}

/** @param {string} name @param {string} label @param {any[]} [items] @returns {import('../lib/filters.js').Filter} */
const choice = (name, label, items = []) => ({ name, label, kind: 'choice',
  options: [{ value: '', label: t('users.all') }, ...items.map(one => ({ value: one.name, label: one.displayName || one.name }))] });

/** @param {import('../lib/context.js').Context} ctx @param {any[]} rows @param {boolean} active */
async function setActive(ctx, rows, active) {
  return confirm({
    title: t(active ? 'users.enable-many' : 'users.disable-many', { n: rows.length }), danger: !active,
    text: t(active ? 'users.enable-text' : 'users.disable-text'), action: t(active ? 'users.enable' : 'users.disable'),
    type: !active && rows.length > 5 ? String(rows.length) : undefined,
    run: async () => {
      for (const user of rows) {
        await ctx.api.patch(`scim:/Users/${user.id}${user.userStore === 'PRIMARY' ? '' : '?domain=' + encodeURIComponent(user.userStore)}`,
          patchOf({ op: 'replace', path: 'active', value: active }));
      }
      toast(t('users.changed-many', { n: rows.length }));
    },
  });
}

/** @param {import('../lib/context.js').Context} ctx @param {any[]} rows */
async function provisionAll(ctx, rows) {
  for (const user of rows) await ctx.api.post('/placements', { resource: user.id });
  toast(t('users.provisioned-many', { n: rows.length }));
}
