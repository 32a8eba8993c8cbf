// @ts-check
// One operation: what it is, what its state means, what it changes, and its trace.
import { html, nothing } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';
import { t } from '../../lib/text.js';
import { clip } from '../../lib/clip.js';
import { diff } from '../../lib/diff.js';
import { identifier } from '../../lib/page.js';
import { href } from '../../lib/router.js';
import { ago, clock } from '../../lib/time.js';
import { gantt } from './gantt.js';
import { meaningOf } from './meaning.js';

/**
 * @typedef {import('./types.js').Operation} Operation
 * @typedef {import('./types.js').Change} Change
 * @typedef {import('./types.js').Call} Call
 */

const BANNER_ICONS = { ok: 'check', warn: 'alert', fail: 'alert', info: 'clock', hand: 'hand', off: 'minus' };

/** What somebody is called; the beginning of the id when nobody has it any more. @param {{resource: string, resourceName?: string}} record */
export const nameOf = record => record.resourceName || record.resource.slice(0, 8);

/**
 * The sentence on top.
 *
 * @param {Operation} operation
 * @param {import('./types.js').TargetStatus|undefined} status
 * @param {(instant: string) => unknown} when draws a time
 */
export function banner(operation, status, when) {
  const meaning = meaningOf(operation, status);
  const said = operation.detail || (operation.state === 'waiting' && status && status.detail) || '';
  const words = { target: operation.targetName, detail: operation.detail, when: '' };
  const key = `delivery.meaning.${meaning.key}`;
  const tells = meaning.key === 'superseded' || meaning.key === 'discarded';
  return html`<div class="banner ${meaning.tone}">${icon(BANNER_ICONS[meaning.tone])}<div>
    <strong>${t(key, words)}</strong> ${meaning.key === 'done' ? html`· ${when(operation.finished ?? operation.created)}` : t(`${key}.text`, words)}
    ${meaning.safe ? html`<span>${t(`delivery.safe.${meaning.safe}`)}</span>` : nothing}
    ${operation.due && operation.state === 'waiting' ? html`<span>${nextTry(operation.due)}</span>` : nothing}
    ${said && !tells ? html`<p class="said"><span class="sub">${t('delivery.said', words)}</span> <q>${clip(said)}</q></p>` : nothing}
  </div></div>`;
}

/** So close that seconds say nothing more. */
const SOON_MILLIS = 10_000;

/** When it is tried again; in words where that is now. @param {string} due */
function nextTry(due) {
  const left = Date.parse(due) - Date.now();
  if (left <= 0) return t('delivery.next.due');
  return t(left < SOON_MILLIS ? 'delivery.next.soon' : 'delivery.next', { at: clock(due), when: ago(due) });
}

/**
 * What it changes: in the target's terms where the target was looked at, else in ours.
 *
 * @param {Operation} operation
 * @param {Change|undefined} change
 * @param {Call[]} calls
 */
export function whatChanges(operation, change, calls) {
  const answer = last(calls, call => call.action === 'read' && call.answer);
  const request = last(calls, call => call.request && call.request.attributes);
  const sent = request && request.request && request.request.attributes;
  const held = answer && answer.answer;
  if (held && sent && operation.kind !== 'delete') {
    const there = Object.fromEntries(Object.keys(sent).map(name => [name, held[name]]));
    return section(diff(there, sent, {
      only: true, before: t('delivery.diff.inTarget', { target: operation.targetName }), after: t('delivery.diff.willBe'),
    }));
  }
  if (!change || change.erased) return nothing;
  return section(diff(change.before ?? null, change.after ?? null, { only: true }));
}

/** @param {unknown} table */
const section = table => html`<h3 class="h3">${t('delivery.diff.title')}</h3>${table}`;

/** @param {Call[]} calls @param {(call: Call) => unknown} which */
function last(calls, which) {
  for (let i = calls.length - 1; i >= 0; i--) if (which(calls[i])) return calls[i];
  return undefined;
}

/**
 * @param {import('./trace.js').Layout} layout
 * @param {number} open
 * @param {(step: number) => void} toggle
 */
export function traceSection(layout, open, toggle) {
  return html`<h3 class="h3">${t('delivery.trace.title')}</h3>${gantt(layout, open, toggle)}`;
}

/** Ids that are copied into tickets. @param {Operation} operation @param {boolean} mayTrace */
export function ids(operation, mayTrace) {
  const request = operation.causality.slice(0, 8);
  return html`${t('operations.id')} ${identifier(operation.id, operation.id.slice(0, 13))}
    ${t('operations.request')} ${mayTrace
      ? html`<a href=${href(['operations', 'traces', operation.causality])}><code>${request}</code></a>`
      : html`<code>${request}</code>`}`;
}
