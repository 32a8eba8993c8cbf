// @ts-check
// One user: accounts, why they are there, roles, sign-ins, what happened lately, and what can be done.

import { html, nothing } from '../../lib/html.js';
import { ApiError } from '../../lib/api.js';
import { confirm } from '../../lib/dialog.js';
import { formDialog } from '../../lib/form-dialog.js';
import { avatar, button, failure, identifier, linkButton, show, skeleton, system } from '../../lib/page.js';
import { panel } from '../../lib/panel.js';
import { events } from '../../lib/events.js';
import { href } from '../../lib/router.js';
import { pill, status } from '../../lib/status.js';
import { time } from '../../lib/time.js';
import { icon } from '../../lib/icons.js';
import { t } from '../../lib/text.js';
import { toast } from '../../lib/toast.js';
import { patchOf } from './person-fields.js';

/**
 * @param {import('../../lib/context.js').Context} ctx
 * @param {import('../../lib/table.js').Table} table
 * @returns {() => unknown}
 */
export function personPanel(ctx, table) {
  const id = () => (ctx.path.length ? '' : ctx.query.selected);
  const user = ctx.data(() => find(ctx), id);
  const accounts = ctx.data(() => ctx.api.get('/accounts', { resource: ctx.query.selected }), () => ctx.may('queue.read') && id());
  const why = ctx.data(() => ctx.api.get('/placements', { resource: ctx.query.selected }), () => ctx.may('queue.read') && id());
  const roles = ctx.data(() => ctx.api.get('/role-assignments', { identity: ctx.query.selected }), () => ctx.may('scim.roles.read') && id());
  const links = ctx.data(() => ctx.api.get('/federated-links', { user: ctx.query.selected }), () => ctx.may('config.read') && id());
  const recent = ctx.data(() => ctx.api.get('/audit', { resource: ctx.query.selected, limit: 6 }), () => ctx.may('audit.read') && id());
  let soon = 0;
  const again = () => {
    clearTimeout(soon);
    soon = setTimeout(() => {
      soon = 0;
      if (!id()) return;
      for (const part of [accounts, why, recent]) part.reload();
    }, 700);
  };
  ctx.on('operations', again);
  ctx.end(() => clearTimeout(soon));
  // Deliveries end in moments; where the server does not tell of them, look again for a while.
  let looks = 0;
  const watch = () => {
    const awaited = accounts.value?.items.some((/** @type {any} */ one) => one.state === 'awaited');
    if (!awaited || accounts.loading || events.state === 'live' || looks > 20 || soon) return;
    looks++;
    again();
  };
  const changed = () => {
    looks = 0;
    user.reload();
    table.reload();
    again();
  };
  return () => {
    if (!id()) return null;
    const close = ctx.here({ selected: null, store: null });
    if (user.error) return panel({ title: t('users.user'), close, body: failure(user.error, () => user.reload()) });
    const person = user.value;
    if (!person) return panel({ title: t('users.user'), close, body: skeleton() });
    watch();
    const name = person.displayName || person.userName;
    return panel({
      lead: avatar(name), title: name, close,
      sub: html`${person.userName} · ${person.store} ${person.active === false ? pill('off', t('users.disabled')) : pill('ok', t('users.active'))}`,
      actions: actions(ctx, person, changed, table),
      body: html`
        ${ctx.may('queue.read') ? html`<h3 class="h3">${t('users.accounts')}</h3>${show(accounts, all => accountList(all.items), { rows: 2 })}
          <h3 class="h3">${t('users.why')}</h3>${show(why, all => whyList(all.items), { rows: 2 })}` : nothing}
        ${ctx.may('scim.roles.read') ? html`<h3 class="h3">${t('users.roles')}</h3>${show(roles, all => roleList(all.items), { rows: 1 })}` : nothing}
        ${person.groups?.length ? html`<h3 class="h3">${t('users.groups')}</h3><ul class="acc">${person.groups.slice(0, 20).map((/** @type {any} */ group) => html`<li>
          <a href=${href(['groups'], { selected: group.value })}>${group.display || group.value}</a>${group.type === 'indirect' ? html`<span class="sub">${t('users.indirect')}</span>` : nothing}</li>`)}</ul>` : nothing}
        ${links.value?.items.length ? html`<h3 class="h3">${t('users.links')}</h3><ul class="acc">${links.value.items.map((/** @type {any} */ link) => html`<li><div>
          <code class="sub">${link.subject}</code></div><span class="sub">${link.lastUsed ? time(link.lastUsed) : ''}</span></li>`)}</ul>` : nothing}
        ${ctx.may('audit.read') ? html`<h3 class="h3">${t('users.recent')}</h3>${show(recent, all => recentList(all.items, person.id), { rows: 2 })}` : nothing}
        <h3 class="h3">${t('users.id')}</h3>${identifier(person.id)}`,
    });
  };
}

/** The user that the address names, in whichever store. @param {import('../../lib/context.js').Context} ctx */
async function find(ctx) {
  const path = 'scim:/Users/' + ctx.query.selected;
  const first = ctx.query.store || 'PRIMARY';
  try {
    return { ...(await ctx.api.get(path, first === 'PRIMARY' ? {} : { domain: first })), store: first };
  } catch (error) {
    if (!(error instanceof ApiError) || error.status !== 404 || !ctx.may('config.read')) throw error;
    const stores = await ctx.api.get('/user-stores', { limit: 20 });
    for (const store of stores.items) {
      if (store.name === first) continue;
      try {
        return { ...(await ctx.api.get(path, { domain: store.name })), store: store.name };
      } catch (other) {
        if (!(other instanceof ApiError) || other.status !== 404) throw other;
      }
    }
    throw error;
  }
}

/** @param {any} person */
const domain = person => (person.store === 'PRIMARY' ? {} : { query: { domain: person.store } });

/** @param {import('../../lib/context.js').Context} ctx @param {any} person @param {() => void} changed @param {import('../../lib/table.js').Table} table */
function actions(ctx, person, changed, table) {
  const name = person.userName;
  const active = person.active !== false;
  const patch = (/** @type {any[]} */ ...operations) => ctx.api.send('PATCH', 'scim:/Users/' + person.id, patchOf(...operations), domain(person));
  return html`
    ${ctx.may('scim.users.write') ? linkButton({ label: t('users.edit'), icon: 'edit', small: true,
      href: href(['users', person.id, 'edit'], { store: person.store === 'PRIMARY' ? null : person.store }) }) : nothing}
    ${ctx.may('queue.operate') ? button({ label: t('users.provision'), icon: 'sync', small: true, run: () => provision(ctx, person, changed) }) : nothing}
    ${ctx.may('scim.users.write') ? button({ label: t('users.set-password'), icon: 'key', small: true, run: () => setPassword(ctx, name, patch) }) : nothing}
    ${ctx.may('scim.users.write') ? button({ label: t(active ? 'users.disable' : 'users.enable'), icon: active ? 'pause' : 'play', small: true, run: async () => {
      const done = await confirm({
        title: t(active ? 'users.disable-one' : 'users.enable-one', { name }), text: t(active ? 'users.disable-text' : 'users.enable-text'),
        action: t(active ? 'users.disable' : 'users.enable'), danger: active, run: () => patch({ op: 'replace', path: 'active', value: !active }) });
      if (done) changed();
    } }) : nothing}
    ${ctx.may('scim.users.delete') ? button({ label: t('users.delete'), icon: 'trash', small: true, tone: 'danger', run: async () => {
      const done = await confirm({ title: t('users.delete-one', { name }), text: t('users.delete-text'), action: t('users.delete'), danger: true, type: name,
        run: () => ctx.api.send('DELETE', 'scim:/Users/' + person.id, undefined, domain(person)) });
      if (!done) return;
      toast(t('users.deleted', { name }));
      table.reload();
      ctx.go(ctx.here({ selected: null, store: null }));
    } }) : nothing}`;
}

/** @param {import('../../lib/context.js').Context} ctx @param {any} person @param {() => void} changed */
async function provision(ctx, person, changed) {
  try {
    const reply = await ctx.api.post('/placements', { resource: person.id });
    const sent = (reply.body?.items || []).filter((/** @type {any} */ one) => one.verdict === 'account').length;
    toast(sent ? t('users.provisioned', { name: person.userName, n: sent }) : t('users.provisioned-nowhere', { name: person.userName }), sent ? 'ok' : 'warn');
    changed();
  } catch (/** @type {any} */ error) {
    toast(error.message, 'fail');
  }
}

/** @param {import('../../lib/context.js').Context} ctx @param {string} name @param {(...operations: any[]) => Promise<any>} patch */
function setPassword(ctx, name, patch) {
  return formDialog(ctx, {
    title: t('users.password-of', { name }), text: t('users.password-text'),
    fields: [{ name: 'password', label: t('users.new-password'), kind: 'secret', required: true, wide: true }],
    save: values => patch({ op: 'replace', path: 'password', value: values.password }),
    saved: () => toast(t('users.password-set', { name })),
  });
}

/** @param {any[]} all */
function accountList(all) {
  if (!all.length) return html`<p class="sub">${t('users.no-accounts')}</p>`;
  return html`<ul class="acc">${all.map(one => html`<li><div><a href=${href(['identity-providers', 'targets', one.target])}>${system(one.targetName)}</a>
    ${one.remoteId ? html`<code class="sub">${one.remoteId}</code>` : nothing}</div>${status(one.state)}</li>`)}</ul>`;
}

/** @param {any[]} all */
function whyList(all) {
  if (!all.length) return html`<p class="sub">${t('users.no-targets')}</p>`;
  return html`<ul class="acc">${all.map(one => html`<li><div><strong>${one.targetName}</strong><span class="sub">${one.reason}</span>
    ${(one.hindrances || []).map((/** @type {string} */ words) => html`<span class="sub">${icon('alert', 'warn')} ${words}</span>`)}
    ${one.operation ? html`<a class="sub" href=${href(['operations'], { selected: one.operation.id })}>${t('users.operation')}</a>` : nothing}</div>
    ${verdict(one)}</li>`)}</ul>`;
}

/** @param {any} one */
function verdict(one) {
  if (one.verdict === 'account') return one.hindrances?.length ? pill('warn', t('users.verdict-account')) : pill('ok', t('users.verdict-account'));
  return one.verdict === 'end' ? pill('off', t('users.verdict-end')) : pill('skip', t('users.verdict-nothing'));
}

/** @param {any[]} all */
function roleList(all) {
  if (!all.length) return html`<p class="sub">${t('users.no-roles')}</p>`;
  return html`<ul class="acc">${all.map(one => html`<li><div><a href=${href(['roles'], { selected: one.role })}><strong>${one.role}</strong></a>
    <span class="sub">${t('users.origin-' + one.origin)}${one.rule ? ` ${one.rule}` : ''}</span></div>
    <span class="sub nw">${one.ends ? html`${t('users.until')} ${time(one.ends)}` : t('users.no-end')}</span></li>`)}</ul>`;
}

/** @param {any[]} all @param {string} id */
function recentList(all, id) {
  if (!all.length) return html`<p class="sub">${t('users.nothing-recent')}</p>`;
  return html`<ol class="hist">${all.map(one => html`<li><span class="av sysav">${icon(one.kind === 'create' ? 'plus' : one.kind === 'delete' ? 'trash' : 'edit')}</span>
    <div>${t('users.recent-' + one.kind, { who: one.actor || one.serviceProvider })}<span class="sub">${time(one.at)} ·
    <a href=${href(['operations', 'traces', one.causality])}>${t('users.trace')}</a></span></div></li>`)}</ol>
    <p class="sub"><a href=${href(['audit'], { resource: id })}>${t('users.all-recent')}</a></p>`;
}
