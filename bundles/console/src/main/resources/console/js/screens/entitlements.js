// @ts-check
// Who has what right where, why and until when; ending and extending.

import { html, nothing } from '../lib/html.js';
import { t } from '../lib/text.js';
import { avatar, button, empty, facts, head, linkButton, system } from '../lib/page.js';
import { confirm } from '../lib/dialog.js';
import { formDialog } from '../lib/form-dialog.js';
import { filters } from '../lib/filters.js';
import { panel, split } from '../lib/panel.js';
import { href } from '../lib/router.js';
import { pill } from '../lib/status.js';
import { time } from '../lib/time.js';
import { toast } from '../lib/toast.js';

const SOON_DAYS = 30;
const DAY_MILLIS = 86_400_000;

/** @typedef {{identity: {id: string, name: string}, role: string, target?: string, entitlement?: string, starts?: string, ends?: string, origin: string, assignment?: string}} Right */

/** @param {Right} right */
const keyOf = right => [right.identity.id, right.role, right.target, right.entitlement, right.assignment].join(' ');

/** @param {import('../lib/context.js').Context} ctx @returns {import('../lib/context.js').Screen} */
export function open(ctx) {
  const lists = ctx.may('config.read');
  const connects = ctx.may('targets.read');
  const targets = ctx.data(() => ctx.api.get('/targets', { limit: 500 }), () => connects || null);
  const roles = ctx.data(() => ctx.api.get('/roles', { limit: 500 }), () => lists || null);
  const soon = new Date(Math.ceil(Date.now() / DAY_MILLIS + SOON_DAYS) * DAY_MILLIS).toISOString();
  const table = ctx.table({
    id: 'entitlements', label: t('entitlements.title'), path: '/entitlements',
    query: () => ({ target: ctx.query.target, role: ctx.query.role, identity: ctx.query.identity, endsBefore: ctx.query.ending ? soon : undefined }),
    key: keyOf, href: right => ctx.here({ selected: keyOf(right) }), selected: () => ctx.query.selected,
    columns: [
      { id: 'identity', label: t('entitlements.who'), value: right => right.identity.name,
        view: right => html`<span class="who">${avatar(right.identity.name)}<span>${right.identity.name}</span></span>` },
      { id: 'entitlement', label: t('entitlements.what'), value: right => `${right.target ?? ''} ${right.entitlement ?? ''}`,
        view: right => html`${right.target ? system(right.target) : t('entitlements.roleAlone')}<span class="sub">${whatOf(right)}</span>` },
      { id: 'role', label: t('entitlements.role'), view: right => right.role },
      { id: 'origin', label: t('entitlements.origin'), value: right => right.origin, view: right => originOf(right) },
      { id: 'starts', label: t('entitlements.starts'), hidden: true, view: right => time(right.starts) },
      { id: 'ends', label: t('entitlements.ends'), end: true, view: ending },
    ],
    empty: () => ctx.query.target || ctx.query.role || ctx.query.identity || ctx.query.ending
      ? empty({ title: t('entitlements.noMatch'), icon: 'key' })
      : empty({ title: t('entitlements.none'), text: t('entitlements.noneText'), icon: 'key',
        action: lists ? linkButton({ label: t('entitlements.toRoles'), href: href(['roles']), icon: 'roles' }) : undefined }),
  });
  return { view: () => view(ctx, table, targets, roles) };
}

/** @param {Right} right */
const whatOf = right => right.entitlement ?? (right.target ? t('entitlements.account') : '');

/** @param {Right} right */
const originOf = right => t(`roles.origins.${right.origin}`);

/** @param {Right} right */
function ending(right) {
  if (!right.ends) return html`<span class="mut">${t('roles.never')}</span>`;
  const soon = Date.parse(right.ends) - Date.now() < SOON_DAYS * DAY_MILLIS;
  return soon ? pill('warn', time(right.ends)) : time(right.ends);
}

/**
 * @param {import('../lib/context.js').Context} ctx @param {import('../lib/table.js').Table} table
 * @param {import('../lib/data.js').Data<any>} targets @param {import('../lib/data.js').Data<any>} roles
 */
function view(ctx, table, targets, roles) {
  const options = (/** @type {import('../lib/data.js').Data<any>} */ data, /** @type {string} */ all) => [{ value: '', label: all },
    ...(data.value?.items ?? []).map((/** @type {any} */ each) => ({ value: each.name, label: each.displayName || each.name }))];
  const right = table.items.find(each => keyOf(each) === ctx.query.selected);
  return html`${head({ title: t('entitlements.title'), sub: t('entitlements.sub') })}
    ${filters(ctx, [
      { name: 'ending', label: t('entitlements.when'), kind: 'segments', options: [
        { value: '', label: t('entitlements.all') }, { value: 'soon', label: t('entitlements.soon') }] },
      { name: 'target', label: t('entitlements.target'), kind: 'choice', options: options(targets, t('entitlements.anyTarget')) },
      { name: 'role', label: t('entitlements.role'), kind: 'choice', options: options(roles, t('entitlements.anyRole')) },
    ])}
    ${ctx.query.identity ? html`<p class="sub">${t('entitlements.onlyOf')} <a href=${ctx.here({ identity: null })}>${t('entitlements.ofAll')}</a></p>` : nothing}
    ${split(table.view(), right ? details(ctx, right, () => table.reload()) : null)}`;
}

/** @param {import('../lib/context.js').Context} ctx @param {Right} right @param {() => void} after */
function details(ctx, right, after) {
  const words = { name: right.identity.name, role: right.role };
  const mine = right.assignment && right.origin !== 'rule' && ctx.may('scim.roles.write');
  return panel({
    title: right.identity.name, sub: right.role, lead: avatar(right.identity.name), close: ctx.here({ selected: null }),
    actions: html`${mine ? html`${button({ label: t('entitlements.extend'), icon: 'clock', small: true, run: () => extend(ctx, right, words, after) })}
        ${button({ label: t('entitlements.endNow'), icon: 'x', tone: 'danger', small: true, run: () => end(ctx, right, words, after) })}` : nothing}
      ${linkButton({ label: t('entitlements.toUser'), icon: 'users', small: true, href: href(['users'], { selected: right.identity.id }) })}`,
    body: html`${facts([
      [t('entitlements.target'), right.target ? system(right.target) : ''],
      [t('entitlements.what'), right.entitlement ? html`<code>${right.entitlement}</code>` : whatOf(right)],
      [t('entitlements.role'), right.role],
      [t('entitlements.origin'), originOf(right)],
      [t('entitlements.starts'), right.starts ? time(right.starts, { exact: true }) : t('roles.atOnce')],
      [t('entitlements.ends'), right.ends ? time(right.ends, { exact: true }) : t('roles.never')],
    ])}${mine ? nothing : html`<p class="sub pad0">${t(right.origin === 'rule' ? 'entitlements.byRule' : 'entitlements.notYours')}</p>`}`,
  });
}

/** @param {import('../lib/context.js').Context} ctx @param {Right} right @param {Record<string, string>} words @param {() => void} after */
async function end(ctx, right, words, after) {
  const done = await confirm({
    title: t('entitlements.endTitle', words), text: t('entitlements.endText', words), action: t('entitlements.endNow'), danger: true,
    run: () => ctx.api.delete(`/role-assignments/${right.assignment}`),
  });
  if (!done) return;
  toast(t('entitlements.ended', words));
  ctx.set({ selected: null });
  after();
}

/** The beginning and the reason stay as they are. @param {import('../lib/context.js').Context} ctx @param {Right} right @param {Record<string, string>} words @param {() => void} after */
async function extend(ctx, right, words, after) {
  const path = `/role-assignments/${right.assignment}`;
  const done = await formDialog(ctx, {
    title: t('entitlements.extendTitle', words),
    fields: [{ name: 'ends', label: t('entitlements.until'), kind: 'date', wide: true, help: t('entitlements.untilHelp') }],
    action: t('entitlements.extend'),
    save: async ({ ends }) => {
      const { starts, reason } = await ctx.api.get(path);
      return ctx.api.put(path, { ...(starts ? { starts } : {}), ...(reason ? { reason } : {}), ...(ends ? { ends } : {}) }, null);
    },
  });
  if (!done) return;
  toast(t('entitlements.extended', words));
  after();
}
