// @ts-check
// The page to add a user, or to change one.

import { html } from '../../lib/html.js';
import { head, show } from '../../lib/page.js';
import { href } from '../../lib/router.js';
import { t } from '../../lib/text.js';
import { toast } from '../../lib/toast.js';
import { created, patch, personFields, valuesOf } from './person-fields.js';

/**
 * @param {import('../../lib/context.js').Context} ctx
 * @param {string|null} id null for a new one
 * @param {import('../../lib/table.js').Table} table
 */
export function personForm(ctx, id, table) {
  const store = ctx.query.store;
  const query = store ? { domain: store } : {};
  const back = id ? href(['users'], { selected: id, store }) : href(['users']);
  /** @type {import('../../lib/form.js').Form|null} */
  let form = null;
  /** @type {any} */
  let user = null;
  const ready = ctx.data(async () => {
    const [schemas, stores, there] = await Promise.all([
      ctx.api.get('scim:/Schemas'),
      !id && ctx.may('config.read') ? ctx.api.get('/user-stores', { limit: 100 }) : { items: [] },
      id ? ctx.api.read('scim:/Users/' + id, query) : null,
    ]);
    user = there?.body || null;
    const fields = personFields(schemas.Resources, !id);
    if (stores.items.length > 1) {
      fields.push({ name: '', label: t('users.store'), kind: 'choice', required: true,
        options: stores.items.map((/** @type {any} */ one) => ({ value: one.name, label: one.name })) });
    }
    form = build(fields, there?.etag || null);
    return user || {};
  });

  /** @param {import('../../lib/fields.js').Field[]} fields @param {string|null} etag */
  const build = (fields, etag) => ctx.form({
    fields, etag, values: user ? valuesOf(fields, user) : { active: true, '': 'PRIMARY' },
    action: id ? t('frame.save') : t('users.add'),
    nameOf: path => path.replace(/^urn:ietf:params:scim:schemas:core:2\.0:User:/, ''),
    cancel: () => ctx.go(back),
    save: async (values, version) => {
      if (!id) {
        const { '': chosen, ...all } = values;
        return ctx.api.post('scim:/Users', created(all), chosen && chosen !== 'PRIMARY' ? { query: { domain: chosen } } : {});
      }
      const change = patch(fields, user, values);
      return change ? ctx.api.send('PATCH', 'scim:/Users/' + id, change, { query, ...(version ? { etag: version } : {}) }) : { body: user };
    },
    present: async () => {
      const now = await ctx.api.read('scim:/Users/' + id, query);
      user = now.body;
      return { values: valuesOf(fields, user), etag: now.etag };
    },
    saved: reply => {
      const domain = form?.values[''];
      toast(t(id ? 'users.saved' : 'users.added', { name: reply.body.userName }));
      table.list?.follow();
      table.reload();
      ctx.go(href(['users'], { selected: reply.body.id, store: id ? store : domain && domain !== 'PRIMARY' ? domain : null }));
    },
  });

  return {
    view: () => html`${head({
      title: id ? t('users.edit-title', { name: user?.displayName || user?.userName || '' }) : t('users.add'),
      crumbs: [[t('frame.nav-users'), back]], sub: id ? user?.userName : t('users.add-sub'),
    })}<div class="card formcard">${show(ready, () => form?.view())}</div>`,
  };
}
