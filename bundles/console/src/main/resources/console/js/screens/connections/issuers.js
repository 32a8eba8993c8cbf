// @ts-check
// Token issuers: parties whose signed tokens are taken instead of secrets of ours.

import { html, nothing } from '../../lib/html.js';
import { button, empty, head, linkButton, show } from '../../lib/page.js';
import { confirm } from '../../lib/dialog.js';
import { panel, split } from '../../lib/panel.js';
import { pill } from '../../lib/status.js';
import { t } from '../../lib/text.js';
import { toast } from '../../lib/toast.js';
import { fields, valuesOf } from './field.js';

const f = fields('issuers');
const ALGORITHMS = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA'];

/** @param {boolean} there names never change @returns {import('../../lib/fields.js').Field[]} */
const all = there => [
  f('name', 'text', { required: true, fixed: there, hint: 'corporate' }), f('enabled', 'boolean'),
  f('issuer', 'text', { required: true, wide: true, hint: 'https://login.example.org/' }), f('audience', 'text', { required: true, hint: 'tessera' }),
  f('keySetUri', 'uri', { wide: true, hint: 'https://login.example.org/keys' }), f('keySet', 'code'),
  f('description', 'text', { wide: true }),
  f('callerClaim', 'text', { advanced: true, hint: 'sub' }), f('scopeClaim', 'text', { advanced: true, hint: 'scope' }),
  f('algorithms', 'checks', { advanced: true, options: ALGORITHMS.map(value => ({ value, label: value })) }),
];

/**
 * @param {import('../../lib/context.js').Context} ctx
 * @param {(current: string) => unknown} sections
 */
export function issuers(ctx, sections) {
  const may = ctx.may('config.write');
  const selected = () => ctx.query.selected;
  const table = ctx.table({
    id: 'token-issuers', label: t('service-providers.tab-issuers'), path: '/token-issuers', key: row => row.id,
    href: row => ctx.here({ selected: row.id, add: null }), selected,
    columns: [
      { id: 'name', label: t('issuers.f-name'), view: row => row.name },
      { id: 'enabled', label: t('service-providers.state'), view: row => (row.enabled ? pill('ok', t('connections.on')) : pill('off', t('connections.off'))) },
      { id: 'issuer', label: t('issuers.f-issuer'), view: row => html`<span class="mono">${row.issuer}</span>`, value: row => row.issuer },
    ],
    empty: () => empty({ icon: 'shield', title: t('issuers.none'), text: t('issuers.none-text') }),
  });
  const done = (/** @type {any} */ { body }) => {
    toast(t('connections.saved'));
    table.reload();
    ctx.go(ctx.here({ add: null, selected: body.id }));
  };
  const add = ctx.form({ fields: all(false), values: { enabled: true }, save: values => ctx.api.post('/token-issuers', trimmed(values)), saved: done,
    cancel: () => ctx.go(ctx.here({ add: null })) });
  const edit = ctx.form({ fields: all(true), save: (values, etag) => ctx.api.put(`/token-issuers/${selected()}`, trimmed(values), etag),
    present: async () => { const { body, etag } = await ctx.api.read(`/token-issuers/${selected()}`); return { values: valuesOf(body, all(true)), etag }; },
    saved: reply => { done(reply); one.reload(); } });
  const one = ctx.data(async () => {
    const read = await ctx.api.read('/token-issuers/' + selected());
    edit.fill(valuesOf(read.body, all(true)), read.etag);
    return read;
  }, selected);
  const remove = async (/** @type {any} */ { body, etag }) => {
    const gone = await confirm({ title: t('issuers.delete-title', { name: body.name }), text: t('issuers.delete-text'), danger: true, type: body.name,
      action: t('connections.delete'), run: () => ctx.api.delete('/token-issuers/' + body.id, etag) });
    if (gone) { ctx.go(ctx.here({ selected: null })); table.reload(); }
  };
  const side = () => {
    if (ctx.query.add && may) return panel({ title: t('issuers.new'), close: ctx.here({ add: null }), body: add.view() });
    if (!selected()) return null;
    return panel({ title: one.value?.body.name || '', close: ctx.here({ selected: null }),
      actions: may && one.value ? button({ label: t('connections.delete'), icon: 'trash', small: true, tone: 'danger', run: () => remove(one.value) }) : nothing,
      body: show(one, () => (may ? edit.view() : edit.body())) });
  };
  return { view: () => html`${head({ title: t('frame.nav-service-providers'), sub: t('issuers.sub'),
    actions: may ? linkButton({ label: t('issuers.new'), icon: 'plus', tone: 'primary', href: ctx.here({ add: true, selected: null }) }) : nothing })}
    ${sections('issuers')}${split(table.view(), side(), { wide: true })}` };
}

/** Without what was not said. @param {Record<string, any>} values */
const trimmed = values => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && !(Array.isArray(value) && !value.length)));
