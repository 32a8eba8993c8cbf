// @ts-check
// One call to a target: what was sent beside what was answered.
import { html, nothing } from '../../lib/html.js';
import { t } from '../../lib/text.js';
import { duration } from './trace.js';

/** @typedef {import('./types.js').Call} Call */

/** @param {Call} call */
export function callDetail(call) {
  return html`<div class="tr-detail">
    <div><h4>${t('delivery.call.sent')} <span class="sub">${t('delivery.call.secretsRemoved')}</span></h4>
      <pre tabindex="0" aria-label=${t('delivery.call.sent')}>${sent(call)}</pre></div>
    <div><h4>${t('delivery.call.answered')} <span class="sub">${duration(call.tookMillis)}</span></h4>
      <pre tabindex="0" aria-label=${t('delivery.call.answered')}>${answered(call)}</pre>
      <p class="sub">${t(`delivery.call.meaning.${call.result}`)}</p>
      <p class="sub">${t('delivery.call.by', { connector: call.connector, node: call.node.slice(0, 8) })}</p></div>
  </div>`;
}

/** @param {Call} call */
function sent(call) {
  const request = call.request ?? {};
  const lines = Object.entries(request.attributes ?? {}).map(([name, value]) => `${name}  ${plain(value)}`);
  return html`<b>${t(`delivery.call.action.${call.action}`)}</b>${request.remoteId ? ` ${request.remoteId}` : nothing}${request.activity
    ? `\n${t('delivery.call.activity')}  ${t(`delivery.call.activity.${request.activity}`)}` : nothing}${lines.length > 0 ? `\n${lines.join('\n')}` : nothing}`;
}

/** @param {Call} call */
function answered(call) {
  const lines = Object.entries(call.answer ?? {}).map(([name, value]) => `${name}  ${plain(value)}`);
  return html`<b>${t(`delivery.call.result.${call.result}`)}</b>${call.detail ? `\n${call.detail}` : nothing}${lines.length > 0 ? `\n${lines.join('\n')}` : nothing}`;
}

/** A value on one line. @param {unknown} value @returns {string} */
function plain(value) {
  if (Array.isArray(value)) return value.map(plain).join(', ');
  if (typeof value === 'object' && value !== null) {
    return Object.entries(value).map(([name, inner]) => `${name}: ${plain(inner)}`).join('; ');
  }
  return value === null || value === undefined ? '' : String(value);
}
