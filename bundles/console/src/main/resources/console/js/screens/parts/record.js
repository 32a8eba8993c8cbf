// @ts-check
// One record of the journal: what was done, what it was before and after, and its place in the chain.

import { html, nothing } from '../../lib/html.js';
import { t } from '../../lib/text.js';
import { diff } from '../../lib/diff.js';
import { facts, identifier, linkButton, show } from '../../lib/page.js';
import { panel } from '../../lib/panel.js';
import { href } from '../../lib/router.js';
import { exact, time } from '../../lib/time.js';
import { isOfResource, objectLink, titleOf, told } from './deed.js';

/** @typedef {import('./types.js').Change} Change */

export class RecordPanel {
  /** @param {import('../../lib/context.js').Context} ctx */
  constructor(ctx) {
    this.ctx = ctx;
    this.data = ctx.data(() => ctx.api.get(`/audit/${ctx.query.selected}`), () => ctx.query.selected);
  }

  view() {
    /** @type {Change|undefined} */
    const record = this.data.value;
    return panel({
      title: record ? titleOf(record) : t('audit.record'),
      sub: record ? time(record.at, { exact: true }) : undefined,
      close: this.ctx.here({ selected: null }),
      actions: record ? this.#actions(record) : undefined,
      body: html`<div aria-busy=${this.data.loading ? 'true' : 'false'}>${show(this.data, whole)}</div>`,
    });
  }

  /** @param {Change} record */
  #actions(record) {
    return html`${linkButton({ label: t('audit.toTrace'), icon: 'ops', small: true, href: href(['operations', 'traces', record.causality]) })}
      ${linkButton({ label: t('audit.history'), icon: 'clock', small: true, href: href(['audit'], { resource: record.resource }) })}
      ${this.ctx.may('audit.erase') && record.kind !== 'erase' && isOfResource(record) ? linkButton({ label: t('audit.erase'), icon: 'trash', small: true,
        href: href(['audit', 'erasure'], { resource: record.resource }) }) : nothing}`;
  }
}

/** @param {Change} record */
function whole(record) {
  return html`${facts([
    [t('audit.actor'), record.actor],
    [t('audit.channel'), t(`delivery.channel.${record.channel}`)],
    [t('audit.serviceProvider'), record.serviceProvider],
    [t('audit.object'), isOfResource(record) ? objectLink(record) : undefined],
    [t('audit.id'), identifier(record.resource)],
    [t('audit.version'), record.version || undefined],
    [t('audit.request'), identifier(record.causality)],
  ])}
  ${isOfResource(record) ? html`<h3 class="h3">${t('audit.changes')}</h3>${changes(record)}
  ${decisions(record)}`
    : html`<h3 class="h3">${t('audit.done')}</h3>${told(record)}`}
  <h3 class="h3">${t('audit.chain')}</h3>
  ${record.position === undefined ? html`<p class="sub">${t('audit.notSealed')}</p>` : facts([
    [t('audit.position'), record.position],
    [t('audit.digest'), record.digest && identifier(record.digest, `${record.digest.slice(0, 16)}…`)],
    [t('audit.link'), record.link && identifier(record.link, `${record.link.slice(0, 16)}…`)],
    [t('audit.configuration'), record.configuration],
  ])}`;
}

/** @param {Change} record */
function changes(record) {
  if (record.erased) return html`<p class="sub">${t('audit.wasErased', { when: exact(record.erased) })}</p>`;
  const members = html`${membership(t('delivery.diff.joined'), record.added)}${membership(t('delivery.diff.left'), record.removed)}`;
  if (!record.before && !record.after) {
    return record.added || record.removed ? members : html`<p class="sub">${t('audit.nothingKept')}</p>`;
  }
  return html`${diff(record.before ?? null, record.after ?? null, { only: true })}${members}`;
}

/** @param {string} words @param {{resourceType: string, resource: string}[]|undefined} members */
const membership = (words, members) => members && members.length > 0 ? html`<p>${words}:
  ${members.slice(0, 20).map((member, i) => html`${i > 0 ? ', ' : ''}<code>${member.resource.slice(0, 8)}</code>`)}
  ${members.length > 20 ? t('delivery.diff.members', { n: members.length }) : nothing}</p>` : nothing;

/** @param {Change} record */
function decisions(record) {
  const { rule, reasons, targets, ended, reason } = record.decisions;
  if (!rule && !reasons && !reason) return nothing;
  return html`<h3 class="h3">${t('audit.decisions')}</h3>${Array.isArray(reasons)
    ? html`<ul class="plain">${reasons.map(each => html`<li><strong>${each.target}</strong>: ${t(`audit.verdict.${each.verdict}`)}
        <span class="sub">${each.reason}</span></li>`)}</ul>`
    : html`<p class="sub">${reason ?? t('audit.selected', { n: [...(targets ?? []), ...(ended ?? [])].length })}</p>`}`;
}
