// @ts-check
// Before and after as a table; removed and added are words as well as colours.
import { html } from '../../lib/html.js';
import { t } from '../../lib/text.js';
import { shortPath } from './diff.js';

/** More rows than this are shown when asked for. */
const FEW = 12;

/**
 * @param {import('./diff.js').Difference[]} rows
 * @param {{caption: string, before: string, after: string, all?: boolean, showAll?: () => void}} words
 */
export function diffTable(rows, words) {
  const shown = words.all ? rows : rows.slice(0, FEW);
  return html`<div class="tw"><table class="diff"><caption class="vh">${words.caption}</caption>
    <thead><tr><th scope="col">${t('delivery.diff.attribute')}</th><th scope="col">${words.before}</th>
      <th scope="col">${words.after}</th></tr></thead>
    <tbody>${shown.map(row => html`<tr><th scope="row"><code title=${row.path}>${shortPath(row.path)}</code></th>
      <td class="old">${row.before === undefined ? none() : html`<del>${row.before}</del>`}</td>
      <td class="new">${row.after === undefined ? none() : html`<ins>${row.after}</ins>`}</td></tr>`)}</tbody></table></div>
    ${rows.length > shown.length
      ? html`<button type="button" class="link" @click=${words.showAll}>${t('delivery.diff.all', { n: rows.length })}</button>`
      : ''}`;
}

const none = () => html`<span class="mut"><span aria-hidden="true">–</span><span class="vh">${t('delivery.diff.none')}</span></span>`;
