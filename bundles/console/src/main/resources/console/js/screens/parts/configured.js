// @ts-check
// What lists of configuration have in common: a list, one of it beside the list, a form to add or change it.

import { html } from '../../lib/html.js';
import { t } from '../../lib/text.js';
import { button, show } from '../../lib/page.js';
import { confirm } from '../../lib/dialog.js';
import { panel, split } from '../../lib/panel.js';
import { toast } from '../../lib/toast.js';

/**
 * @typedef {object} Kind
 * @property {string} tab first part of the path; empty for the screen itself
 * @property {string} path of the API
 * @property {string} list what is listed
 * @property {import('../../lib/table.js').Column[]} columns
 * @property {() => unknown} empty
 * @property {(values: Record<string, any>) => import('../../lib/fields.js').Field[]} fields
 * @property {(document: any) => Record<string, any>} values of the form
 * @property {(values: Record<string, any>, before: any) => any} document that is sent
 * @property {string} addTitle
 * @property {(document: any) => unknown} details
 * @property {string} [permission] of changing it
 * @property {(form: import('../../lib/form.js').Form) => unknown} [beside] below the form
 * @property {(path: string) => string} [nameOf]
 */

/** @param {import('../../lib/context.js').Context} ctx @param {Kind} kind */
export function configured(ctx, kind) {
  const here = () => (ctx.path[0] ?? '') === kind.tab;
  const mayChange = ctx.may(kind.permission ?? 'config.write');
  const table = ctx.table({
    id: `roles-${kind.tab || 'roles'}`, label: kind.list, path: () => here() ? kind.path : null,
    key: row => row.id, href: row => ctx.here({ selected: row.id, add: null, edit: null }),
    selected: () => ctx.query.selected, empty: kind.empty,
    // Beside what is open there is room for little.
    get columns() { return ctx.query.selected || ctx.query.add ? kind.columns.slice(0, 2) : kind.columns; },
  });
  const one = ctx.data(() => ctx.api.read(`${kind.path}/${ctx.query.selected}`), () => here() ? ctx.query.selected : null);
  const close = () => ctx.here({ add: null, edit: null });
  const saved = (/** @type {any} */ reply) => {
    toast(t('roles.saved', { name: reply.body.name }));
    table.reload();
    one.reload();
    ctx.go(ctx.here({ add: null, edit: null, selected: reply.body.id }));
  };
  /** @type {{key: string, form: import('../../lib/form.js').Form}|undefined} */
  let shown;
  const formFor = (/** @type {string} */ key, /** @type {any} */ read) => {
    if (shown?.key !== key) {
      shown = { key, form: ctx.form({
        fields: kind.fields, values: kind.values(read?.body ?? {}), etag: read?.etag ?? null, nameOf: kind.nameOf,
        save: (values, etag) => read ? ctx.api.put(`${kind.path}/${read.body.id}`, kind.document(values, read.body), etag)
          : ctx.api.post(kind.path, kind.document(values, {})),
        present: read ? async () => {
          const now = await ctx.api.read(`${kind.path}/${read.body.id}`);
          return { values: kind.values(now.body), etag: now.etag };
        } : undefined,
        saved: reply => { shown = undefined; saved(reply); },
        cancel: () => { shown = undefined; ctx.go(close()); },
      }) };
    }
    return shown.form;
  };
  const remove = async (/** @type {any} */ read) => {
    const done = await confirm({
      title: t('roles.removeTitle', { name: read.body.name }), text: t('roles.removeText'), action: t('roles.remove'),
      danger: true, type: read.body.name, run: () => ctx.api.delete(`${kind.path}/${read.body.id}`, read.etag),
    });
    if (!done) return;
    toast(t('roles.removed', { name: read.body.name }));
    table.reload();
    ctx.go(ctx.here({ selected: null, edit: null }));
  };
  const editor = (/** @type {import('../../lib/form.js').Form} */ form) => html`${form.view()}${kind.beside ? kind.beside(form) : ''}`;
  const side = () => {
    if (ctx.query.add && mayChange) {
      return panel({ title: kind.addTitle, close: close(), body: editor(formFor('new', undefined)) });
    }
    if (!ctx.query.selected) return null;
    const read = one.value;
    const edits = !!ctx.query.edit && mayChange;
    return panel({
      title: read?.body.displayName || read?.body.name || '', sub: read?.body.description,
      close: ctx.here({ selected: null, edit: null }),
      actions: read && mayChange && !edits ? html`
        ${button({ label: t('roles.edit'), icon: 'edit', small: true, run: () => ctx.go(ctx.here({ edit: true })) })}
        ${button({ label: t('roles.remove'), icon: 'trash', small: true, run: () => remove(read) })}` : undefined,
      body: html`<div aria-busy=${one.loading ? 'true' : 'false'}>${show(one, value => edits
        ? editor(formFor(`edit ${value.body.id}`, value)) : kind.details(value.body))}</div>`,
    });
  };
  return { view: () => split(table.view(), side(), { wide: true }), reload: () => { table.reload(); one.reload(); } };
}
