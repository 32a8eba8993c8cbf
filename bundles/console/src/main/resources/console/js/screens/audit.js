// @ts-check
// The audit log: who did what, whether the chain of records is whole, and erasing on request.

import { html, nothing } from '../lib/html.js';
import { number, t } from '../lib/text.js';
import { button, empty, head, tabs } from '../lib/page.js';
import { filters } from '../lib/filters.js';
import { href } from '../lib/router.js';
import { pill } from '../lib/status.js';
import { split } from '../lib/panel.js';
import { time } from '../lib/time.js';
import { isOfResource, objectOf, pathList, titleOf, typeOf } from './parts/deed.js';
import { RecordPanel } from './parts/record.js';
import { Chain } from './parts/chain.js';
import { erasure } from './parts/erasure.js';

const KINDS = ['', 'create', 'update', 'delete', 'erase', 'configure', 'decide', 'sign_in'];
const TYPES = ['target', 'service-provider', 'identity-provider', 'user-store', 'role', 'rule', 'birthright-rule', 'token-issuer',
  'schema', 'alert-channel', 'administrator', 'operation', 'held-batch', 'bundle', 'run', 'role-assignment', 'federated-link',
  'placement', 'database-copy'];
const CHANNELS = ['', 'scim2', 'scim1', 'soap', 'admin_api', 'federation', 'internal'];
/** @type {Record<string, import('../lib/status.js').Tone>} */
const KIND_TONES = { create: 'ok', update: 'info', delete: 'fail', erase: 'hand', configure: 'info', decide: 'hand', sign_in: 'off' };
const FILTERS = ['kind', 'type', 'actor', 'channel', 'from', 'to', 'resource', 'causality'];

/** @param {import('../lib/context.js').Context} ctx @returns {import('../lib/context.js').Screen} */
export function open(ctx) {
  const table = ctx.table({
    id: 'audit',
    label: t('audit.title'),
    path: () => ctx.path.length === 0 ? '/audit' : null,
    query: () => ({
      kind: ctx.query.kind, resourceType: ctx.query.type, actor: ctx.query.actor, channel: ctx.query.channel,
      resource: ctx.query.resource, causality: ctx.query.causality,
      from: midnight(ctx.query.from, 0), to: midnight(ctx.query.to, 1),
    }),
    key: record => record.id,
    href: record => ctx.here({ selected: record.id }),
    selected: () => ctx.query.selected,
    columns: columns(),
    empty: () => nothingHere(ctx, () => table),
  });
  const record = new RecordPanel(ctx);
  const chain = new Chain(ctx);
  const erase = ctx.may('audit.erase') ? erasure(ctx) : undefined;
  return { view: () => view(ctx, { table, record, chain, erase }), closed: () => chain.stop() };
}

/** @returns {import('../lib/table.js').Column[]} */
function columns() {
  return [
    { id: 'what', label: t('audit.what'), value: r => titleOf(r),
      view: r => html`${isOfResource(r) ? `${typeOf(r)} ${objectOf(r)}` : titleOf(r)}
        <span class="sub">${t('audit.by', { actor: r.actor, channel: t(`delivery.channel.${r.channel}`) })}</span>` },
    { id: 'kind', label: t('audit.kind'), view: r => pill(KIND_TONES[r.kind], t(`audit.did.${r.kind}`)) },
    { id: 'changed', label: t('audit.changedPaths'), hidden: true, value: r => (r.changed ?? []).join(' '), view: r => pathList(r.changed) },
    { id: 'actor', label: t('audit.actor'), hidden: true, view: r => r.actor },
    { id: 'serviceProvider', label: t('audit.serviceProvider'), hidden: true, view: r => r.serviceProvider },
    { id: 'version', label: t('audit.version'), end: true, hidden: true, view: r => r.version },
    { id: 'position', label: t('audit.position'), end: true, hidden: true, view: r => r.position ?? '' },
    { id: 'at', label: t('audit.at'), end: true, view: r => time(r.at) },
  ];
}

/** @param {import('../lib/context.js').Context} ctx @param {any} parts */
function view(ctx, { table, record, chain, erase }) {
  const tab = ctx.path[0] || 'log';
  return html`${head({ title: t('audit.title'), sub: t('audit.sub') })}
    ${tabs([
      { id: 'log', label: t('audit.tab.log'), href: href(['audit']) },
      { id: 'chain', label: t('audit.tab.chain'), href: href(['audit', 'chain']) },
      ...(erase ? [{ id: 'erasure', label: t('audit.tab.erasure'), href: href(['audit', 'erasure']) }] : []),
    ], tab)}
    ${tab === 'chain' ? chain.view() : tab === 'erasure' && erase ? erase.view() : log(ctx, table, record)}`;
}

/** @param {import('../lib/context.js').Context} ctx @param {import('../lib/table.js').Table} table @param {RecordPanel} record */
function log(ctx, table, record) {
  return html`${filters(ctx, [
    { name: 'kind', label: t('audit.kind'), kind: 'segments', options: KINDS.map(value => ({ value, label: t(`audit.kinds.${value || 'all'}`) })) },
    { name: 'type', label: t('audit.type'), kind: 'choice', options: [
      { value: '', label: t('audit.any') }, { value: 'User', label: t('audit.users') }, { value: 'Group', label: t('audit.groups') },
      ...TYPES.map(value => ({ value, label: t(`delivery.type.${value}`) }))] },
    { name: 'channel', label: t('audit.channel'), kind: 'choice',
      options: CHANNELS.map(value => ({ value, label: value ? t(`delivery.channel.${value}`) : t('audit.any') })) },
    { name: 'actor', label: t('audit.actor'), kind: 'text', hint: t('audit.actorHint') },
    { name: 'from', label: t('audit.from'), kind: 'date' },
    { name: 'to', label: t('audit.to'), kind: 'date' },
  ])}
  ${ctx.query.resource || ctx.query.causality ? html`<p class="sub only">${t('audit.only', { id: ctx.query.resource || ctx.query.causality })}
    <a href=${ctx.here({ resource: null, causality: null })}>${t('audit.showAll')}</a></p>` : nothing}
  ${split(table.view(), ctx.query.selected ? record.view() : null, { wide: true })}`;
}

/**
 * A page may be empty though there are older ones: only so many are looked at for one page.
 *
 * @param {import('../lib/context.js').Context} ctx @param {() => import('../lib/table.js').Table} table
 */
function nothingHere(ctx, table) {
  const list = table().list;
  if (list?.next) {
    return empty({ title: t('audit.notYet'), text: t('audit.notYetText', { n: number(20_000) }), icon: 'audit',
      action: button({ label: t('audit.searchOn'), run: () => list.more(), disabled: list.loading }) });
  }
  return FILTERS.some(name => ctx.query[name])
    ? empty({ title: t('audit.noMatch'), text: t('audit.noMatchText'), icon: 'audit' })
    : empty({ title: t('audit.none'), text: t('audit.noneText'), icon: 'audit' });
}

/** The beginning of a day, or of one after it, in the person's own time. @param {string|undefined} day @param {number} later */
function midnight(day, later) {
  const at = day ? new Date(`${day}T00:00:00`) : undefined;
  if (!at || Number.isNaN(at.getTime())) return undefined;
  at.setDate(at.getDate() + later);
  return at.toISOString();
}
