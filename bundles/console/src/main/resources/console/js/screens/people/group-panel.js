// @ts-check
// One group: its members page by page, who may join, where it is sent.

import { html, nothing, repeat } from '../../lib/html.js';
import { confirm, dialog } from '../../lib/dialog.js';
import { button, failure, iconButton, identifier, show, skeleton, system } from '../../lib/page.js';
import { panel } from '../../lib/panel.js';
import { Picker } from '../../lib/picker.js';
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
export function groupPanel(ctx, table) {
  const id = () => ctx.query.selected;
  const query = () => (ctx.query.store ? { domain: ctx.query.store } : {});
  const group = ctx.data(() => ctx.api.get('scim:/Groups/' + id(), query()), id);
  const members = ctx.list({ path: () => (id() ? `/groups/${id()}/members` : null), size: 50 });
  const accounts = ctx.data(() => ctx.api.get('/accounts', { resource: id() }), () => ctx.may('queue.read') && id());
  const why = ctx.data(() => ctx.api.get('/placements', { resource: id() }), () => ctx.may('queue.read') && id());
  const patch = (/** @type {any[]} */ ...operations) => ctx.api.send('PATCH', 'scim:/Groups/' + id(), patchOf(...operations), { query: query() });
  return () => {
    if (!id()) return null;
    const close = ctx.here({ selected: null, store: null });
    if (group.error) return panel({ title: t('groups.group'), close, body: failure(group.error, () => group.reload()) });
    const one = group.value;
    if (!one) return panel({ title: t('groups.group'), close, body: skeleton() });
    const writes = ctx.may('scim.groups.write');
    return panel({
      title: one.displayName, close, sub: ctx.query.store || 'PRIMARY',
      actions: html`
        ${writes ? button({ label: t('groups.add-members'), icon: 'plus', small: true, run: () => addMembers(ctx, one, patch, () => members.reload()) }) : nothing}
        ${writes ? button({ label: t('groups.rename'), icon: 'edit', small: true, run: () => rename(one, patch, () => { group.reload(); table.reload(); }) }) : nothing}
        ${ctx.may('queue.operate') ? button({ label: t('groups.provision'), icon: 'sync', small: true, run: async () => {
          try {
            await ctx.api.post('/placements', { resource: one.id });
            toast(t('groups.provisioned', { name: one.displayName }));
            accounts.reload();
          } catch (/** @type {any} */ error) {
            toast(error.message, 'fail');
          }
        } }) : nothing}
        ${ctx.may('scim.groups.delete') ? button({ label: t('groups.delete'), icon: 'trash', small: true, tone: 'danger', run: async () => {
          const done = await confirm({ title: t('groups.delete-one', { name: one.displayName }), text: t('groups.delete-text'), action: t('groups.delete'),
            danger: true, type: one.displayName, run: () => ctx.api.send('DELETE', 'scim:/Groups/' + one.id, undefined, { query: query() }) });
          if (!done) return;
          toast(t('groups.deleted', { name: one.displayName }));
          table.reload();
          ctx.go(close);
        } }) : nothing}`,
      body: html`<h3 class="h3">${t('groups.members')}</h3>${memberList(ctx, one, members, writes, patch)}
        ${ctx.may('queue.read') ? html`<h3 class="h3">${t('groups.targets')}</h3>${show(accounts, all => (all.items.length ? html`<ul class="acc">${all.items.map((/** @type {any} */ account) => html`<li>
          <div><a href=${href(['identity-providers', 'targets', account.target])}>${system(account.targetName)}</a>${account.remoteId ? html`<code class="sub">${account.remoteId}</code>` : nothing}</div>
          ${status(account.state)}</li>`)}</ul>` : html`<p class="sub">${t('groups.nowhere')}</p>`), { rows: 1 })}
          ${show(why, all => html`<ul class="acc">${all.items.filter((/** @type {any} */ place) => place.verdict !== 'account').map((/** @type {any} */ place) => html`<li><div>
          <strong>${place.targetName}</strong><span class="sub">${place.reason}</span></div>${pill('skip', t('groups.not-sent'))}</li>`)}</ul>`, { rows: 1 })}` : nothing}
        <h3 class="h3">${t('groups.id')}</h3>${identifier(one.id)}<p class="sub">${t('groups.changed')} ${time(one.meta?.lastModified)}</p>`,
    });
  };
}

/**
 * @param {import('../../lib/context.js').Context} ctx @param {any} group @param {import('../../lib/data.js').List} members
 * @param {boolean} writes @param {(...operations: any[]) => Promise<any>} patch
 */
function memberList(ctx, group, members, writes, patch) {
  if (members.error) return failure(members.error, () => members.reload());
  if (!members.loaded) return skeleton(2);
  if (!members.items.length) return html`<p class="sub">${t('groups.no-members')}</p>`;
  return html`<ul class="acc">${repeat(members.items, (/** @type {any} */ one) => one.id, (/** @type {any} */ one) => html`<li><a class="who" href=${one.type === 'Group'
    ? href(['groups'], { selected: one.id, store: ctx.query.store }) : href(['users'], { selected: one.id, store: ctx.query.store })}>${icon(one.type === 'Group' ? 'groups' : 'users', 'mut')}${one.name}</a>
    ${writes ? iconButton({ label: t('groups.remove', { name: one.name }), icon: 'x', small: true, run: async () => {
      const done = await confirm({ title: t('groups.remove-one', { name: one.name, group: group.displayName }), text: t('groups.remove-text'), action: t('groups.remove-action'), danger: true,
        run: () => patch({ op: 'remove', path: `members[value eq "${one.id}"]` }) });
      if (done) members.remove(row => row.id === one.id);
    } }) : nothing}</li>`)}</ul>
    ${members.next ? button({ label: t('frame.next', { n: 50 }), small: true, disabled: members.loading, run: () => members.more() }) : nothing}`;
}

/** @param {any} group @param {(...operations: any[]) => Promise<any>} patch @param {() => void} done */
function rename(group, patch, done) {
  return confirm({
    title: t('groups.rename-one', { name: group.displayName }), text: t('groups.rename-text'), action: t('groups.rename'), reason: true, label: t('groups.name'),
    run: async name => {
      await patch({ op: 'replace', path: 'displayName', value: name });
      done();
    },
  });
}

/**
 * @param {import('../../lib/context.js').Context} ctx @param {any} group
 * @param {(...operations: any[]) => Promise<any>} patch @param {() => void} done
 */
function addMembers(ctx, group, patch, done) {
  /** @type {any[]} */
  const chosen = [];
  /** @type {any} */
  let error = null;
  /** @type {Picker|null} */
  let picker = null;
  const store = ctx.query.store || 'PRIMARY';
  dialog({
    title: t('groups.add-to', { group: group.displayName }),
    view: (close, update) => {
      picker ||= new Picker({
        label: t('groups.who'), hint: t('groups.search-hint'), update,
        find: async text => {
          const [users, groups] = await Promise.all([ctx.api.get('/users', { q: text, userStore: store, limit: 8 }), ctx.api.get('/groups', { q: text, userStore: store, limit: 5 })]);
          return [...users.items.map((/** @type {any} */ one) => ({ ...one, type: 'User', name: one.displayName || one.userName, detail: one.userName })),
            ...groups.items.filter((/** @type {any} */ one) => one.id !== group.id).map((/** @type {any} */ one) => ({ ...one, type: 'Group', name: one.displayName, detail: t('groups.group') }))];
        },
        name: one => one.name, detail: one => one.detail, icon: one => (one.type === 'Group' ? 'groups' : 'users'),
        pick: one => {
          if (!chosen.some(other => other.id === one.id)) chosen.push(one);
        },
      });
      return html`<form @submit=${async (/** @type {Event} */ event) => {
        event.preventDefault();
        try {
          await patch({ op: 'add', path: 'members', value: chosen.map(one => ({ value: one.id })) });
          toast(t('groups.joined', { n: chosen.length }));
          close(true);
          done();
        } catch (refused) {
          error = refused;
          update();
        }
      }}>${error ? failure(error) : nothing}${picker.view()}
        <ul class="acc chosen">${chosen.map(one => html`<li><span class="who">${icon(one.type === 'Group' ? 'groups' : 'users', 'mut')}${one.name}</span>
          ${iconButton({ label: t('groups.not', { name: one.name }), icon: 'x', small: true, run: () => { chosen.splice(chosen.indexOf(one), 1); update(); } })}</li>`)}</ul>
        <div class="dfoot">${button({ label: t('frame.cancel'), run: () => close() })}<button type="submit" class="btn primary" ?disabled=${!chosen.length}>${
          t('groups.add-n', { n: chosen.length })}</button></div></form>`;
    },
  });
}
