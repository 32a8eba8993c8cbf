// @ts-check
// Two versions of the same thing, attribute by attribute.

import { html, nothing } from './html.js';
import { t } from './text.js';

/**
 * @param {any} before null when there was nothing
 * @param {any} after null when there is nothing
 * @param {{before?: string, after?: string, only?: boolean, more?: string, moreOf?: (name: string) => unknown}} [how]
 *     `only` leaves out what is the same; `more` heads a further column
 */
export function diff(before, after, how = {}) {
  const old = flat(before);
  const now = flat(after);
  const names = [...new Set([...old.keys(), ...now.keys()])].filter(name => !how.only || old.get(name) !== now.get(name));
  if (!names.length) return html`<p class="sub">${t('frame.no-difference')}</p>`;
  return html`<div class="tw" tabindex="0" role="group" aria-label=${t('frame.differences')}><table class="diff"><thead><tr>
    <th scope="col">${t('frame.attribute')}</th><th scope="col">${how.before || t('frame.before')}</th>
    <th scope="col">${how.after || t('frame.after')}</th>${how.more ? html`<th scope="col">${how.more}</th>` : nothing}</tr></thead>
    <tbody>${names.map(name => {
      const changed = old.get(name) !== now.get(name);
      return html`<tr><th scope="row"><code>${name}</code></th>
        <td class=${changed ? 'old' : ''}>${changed && old.has(name) ? html`<span class="vh">${t('frame.was')} </span>` : nothing}${old.get(name) ?? ''}</td>
        <td class=${changed ? 'new' : ''}>${changed && now.has(name) ? html`<span class="vh">${t('frame.is')} </span>` : nothing}${now.get(name) ?? ''}</td>
        ${how.more ? html`<td>${how.moreOf?.(name) ?? nothing}</td>` : nothing}</tr>`;
    })}</tbody></table></div>`;
}

/** Values by path, as texts. @param {any} value @returns {Map<string, string>} */
export function flat(value) {
  /** @type {Map<string, string>} */
  const all = new Map();
  const walk = (/** @type {any} */ part, /** @type {string} */ path) => {
    if (part === undefined || part === null) return;
    if (Array.isArray(part) && part.every(one => one === null || typeof one !== 'object')) {
      all.set(path, part.join(', '));
    } else if (Array.isArray(part)) {
      part.forEach((one, at) => walk(one, `${path}[${one?.type || at}]`));
    } else if (typeof part === 'object') {
      for (const [name, one] of Object.entries(part)) {
        walk(one, path ? (name.includes(':') ? `${path} ${name}` : `${path}.${name}`) : name);
      }
    } else {
      all.set(path, String(part));
    }
  };
  walk(value, '');
  return all;
}
