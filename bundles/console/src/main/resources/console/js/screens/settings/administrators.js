// @ts-check
// Who administers, and what their roles allow.

import { html, nothing } from '../../lib/html.js';
import { confirm } from '../../lib/dialog.js';
import { formDialog } from '../../lib/form-dialog.js';
import { avatar, button, card, show } from '../../lib/page.js';
import { pill } from '../../lib/status.js';
import { roleName } from '../../lib/session.js';
import { toast } from '../../lib/toast.js';
import { t } from '../../lib/text.js';

/** @typedef {import('../../lib/fields.js').Field} Field */

const LEAST_PASSWORD = 12;

/** @param {import('../../lib/context.js').Context} ctx */
export function administrators(ctx) {
  const roles = ctx.data(() => ctx.api.get('/administrator-roles'));
  const targets = ctx.data(() => ctx.api.get('/targets', { limit: 200 }));
  const writes = ctx.may('administrators.write');
  const table = ctx.table({
    id: 'administrators', label: t('settings.tab-administrators'), path: '/administrators', key: one => one.name,
    columns: [
      { id: 'name', label: t('settings.name'), view: one => html`<span class="who">${avatar(one.displayName || one.name)}<span><strong>${
        one.displayName || one.name}</strong><span class="sub">${one.name}</span></span></span>` },
      { id: 'email', label: t('settings.email'), view: one => one.email || '' },
      { id: 'roles', label: t('settings.roles'), view: one => one.roles.map(roleName).join(', ') },
      { id: 'targets', label: t('settings.targets'), view: one => (one.targets?.length ? one.targets.join(', ') : t('settings.all-targets')) },
      { id: 'enabled', label: t('settings.state'), view: one => (one.enabled ? pill('ok', t('settings.enabled')) : pill('off', t('settings.disabled'))) },
      { id: 'do', label: t('settings.actions'), value: () => '', view: one => (writes ? html`<span class="rowdo">
        ${button({ label: t('settings.edit'), small: true, run: () => edit(one) })}
        ${button({ label: t('settings.set-password'), small: true, run: () => password(one) })}
        ${button({ label: t('settings.delete'), small: true, tone: 'danger', run: () => remove(one) })}</span>` : nothing) },
    ],
  });

  /** @param {boolean} fresh @returns {(values: Record<string, any>) => Field[]} */
  const fields = fresh => values => [
    { name: 'name', label: t('settings.name'), kind: 'text', required: true, fixed: !fresh, help: fresh ? t('settings.name-help') : undefined },
    { name: 'displayName', label: t('settings.display-name'), kind: 'text' },
    { name: 'email', label: t('settings.email'), kind: 'email' },
    ...(fresh ? [/** @type {Field} */ ({ name: 'password', label: t('settings.first-password'), kind: 'secret', required: true,
      help: t('settings.password-help'), check: value => (value.length < LEAST_PASSWORD ? t('settings.password-help') : '') })] : []),
    { name: 'roles', label: t('settings.roles'), kind: 'checks', required: true,
      options: (roles.value?.items || []).map((/** @type {any} */ role) => ({ value: keyOf(role), label: roleName(keyOf(role)) })) },
    ...((roles.value?.items || []).some((/** @type {any} */ role) => role.limitedToTargets && values.roles?.includes(keyOf(role))) ? [/** @type {Field} */ ({ name: 'targets', label: t('settings.targets'), kind: 'checks',
      options: (targets.value?.items || []).map((/** @type {any} */ target) => ({ value: target.name, label: target.name })) })] : []),
    { name: 'enabled', label: t('settings.may-sign-in'), kind: 'boolean' },
  ];

  const add = () => formDialog(ctx, {
    title: t('settings.add-administrator'), fields: fields(true), values: { enabled: true, roles: [], targets: [] }, action: t('settings.add'),
    save: values => ctx.api.post('/administrators', values),
    saved: reply => { toast(t('settings.added', { name: reply.body.name })); table.reload(); },
  });

  /** @param {any} one */
  const edit = async one => {
    const there = await ctx.api.read('/administrators/' + encodeURIComponent(one.name));
    await formDialog(ctx, {
      title: t('settings.edit-one', { name: one.name }), fields: fields(false), values: there.body, etag: there.etag,
      save: (values, etag) => ctx.api.put('/administrators/' + encodeURIComponent(one.name), values, etag),
      present: async () => {
        const now = await ctx.api.read('/administrators/' + encodeURIComponent(one.name));
        return { values: now.body, etag: now.etag };
      },
      saved: () => { toast(t('settings.saved', { name: one.name })); table.reload(); },
    });
  };

  /** @param {any} one */
  const password = one => formDialog(ctx, {
    title: t('settings.password-of', { name: one.name }), text: t('settings.password-of-text'),
    fields: [{ name: 'password', label: t('settings.new-password'), kind: 'secret', required: true, wide: true, help: t('settings.password-help') }],
    save: values => ctx.api.post(`/administrators/${encodeURIComponent(one.name)}/password`, values),
    saved: () => toast(t('settings.password-set', { name: one.name })),
  });

  /** @param {any} one */
  const remove = async one => {
    const there = await ctx.api.read('/administrators/' + encodeURIComponent(one.name));
    const done = await confirm({ title: t('settings.delete-one', { name: one.name }), text: t('settings.delete-administrator'), action: t('settings.delete'), danger: true, type: one.name,
      run: () => ctx.api.delete('/administrators/' + encodeURIComponent(one.name), there.etag) });
    if (done) table.reload();
  };

  return () => html`<div class="stack">${card({
    title: t('settings.tab-administrators'), flush: true, actions: writes ? button({ label: t('settings.add-administrator'), icon: 'plus', small: true, run: add }) : nothing,
    body: table.view() })}
    ${card({ title: t('settings.roles'), sub: t('settings.roles-text'), body: show(roles, all => html`<dl class="kv">${all.items.map((/** @type {any} */ role) => html`<div>
      <dt>${roleName(keyOf(role))}</dt><dd><span>${role.permissions.map((/** @type {string} */ one) => html`<code class="tag">${one}</code> `)}</span></dd></div>`)}</dl>`) })}</div>`;
}

/** @param {any} role */
const keyOf = role => role.key || role.name || role.id;
