// @ts-check
// A bar of filters. What they say is in the address; a person may keep it as a view.

import { html, nothing, live } from './html.js';
import { closesOnEscape } from './table.js';
import { confirm } from './dialog.js';
import { icon } from './icons.js';
import { href } from './router.js';
import { keep, kept } from './kept.js';
import { t } from './text.js';

/**
 * @typedef {object} Filter
 * @property {string} name in the query of the address
 * @property {string} label
 * @property {'search'|'segments'|'choice'|'text'|'date'} kind
 * @property {{value: string, label: string}[]} [options] of segments and choices; one with the value
 *     `''` for all
 * @property {string} [hint] in an empty field
 */

const PAUSE_MILLIS = 250;
let timer = 0;

/**
 * @param {import('./context.js').Context} ctx
 * @param {Filter[]} all
 * @param {unknown} [more] at the end of the bar
 */
export function filters(ctx, all, more) {
  const names = all.map(filter => filter.name);
  const said = names.some(name => ctx.query[name]);
  return html`<div class="filters" role="search" aria-label=${t('frame.filters')}>
    ${all.map(filter => control(ctx, filter))}
    ${said ? html`<button type="button" class="link" @click=${() =>
      ctx.set(Object.fromEntries(names.map(name => [name, null])))}>${t('frame.all')}</button>` : nothing}
    <span class="sp"></span>${more || nothing}${views(ctx, names, said)}</div>`;
}

/** @param {import('./context.js').Context} ctx @param {Filter} filter */
function control(ctx, filter) {
  const value = ctx.query[filter.name] || '';
  const say = (/** @type {string} */ now) => ctx.set({ [filter.name]: now || null, selected: null });
  if (filter.kind === 'segments') {
    return html`<div class="seg" role="group" aria-label=${filter.label}>${(filter.options || []).map(option =>
      html`<button type="button" aria-pressed=${option.value === value} @click=${() => say(option.value)}>${
        option.label}</button>`)}</div>`;
  }
  if (filter.kind === 'choice') {
    return html`<label class="fl"><span>${filter.label}</span><select .value=${live(value)}
      @change=${(/** @type {any} */ event) => say(event.target.value)}>${(filter.options || []).map(option =>
        html`<option value=${option.value} ?selected=${option.value === value}>${option.label}</option>`)}</select></label>`;
  }
  if (filter.kind === 'date') {
    return html`<label class="fl"><span>${filter.label}</span><input type="date" .value=${live(value)}
      @change=${(/** @type {any} */ event) => say(event.target.value)}></label>`;
  }
  const typed = (/** @type {any} */ event) => {
    const now = event.target.value;
    clearTimeout(timer);
    timer = setTimeout(() => say(now.trim()), PAUSE_MILLIS);
  };
  return html`<span class="fi-box">${filter.kind === 'search' ? icon('search') : nothing}<input class="fi" type="search"
    aria-label=${filter.label} placeholder=${filter.hint || filter.label} .value=${value} spellcheck="false"
    @input=${typed}></span>`;
}

/** @param {import('./context.js').Context} ctx @param {string[]} names @param {boolean} said */
function views(ctx, names, said) {
  const where = 'views.' + ctx.route.screen;
  /** @type {{name: string, query: Record<string, string>}[]} */
  const saved = kept(where) || [];
  if (!saved.length && !said) return nothing;
  return html`<details class="drop" @keydown=${closesOnEscape}><summary class="btn sm">${icon('star')}${t('frame.views')}${icon('down')}</summary>
    <div class="menu-list">${saved.map(view => html`<div class="row"><a href=${href([ctx.route.screen], view.query)}>${
      view.name}</a><button type="button" class="iconb sm" aria-label=${t('frame.forget-view', { name: view.name })}
      @click=${() => { keep(where, saved.filter(one => one !== view)); ctx.update(); }}>${icon('x')}</button></div>`)}
      ${said ? html`<button type="button" @click=${() => saveView(ctx, where, saved, names)}>${icon('plus')}${
        t('frame.save-view')}</button>` : nothing}</div></details>`;
}

/** @param {import('./context.js').Context} ctx @param {string} where @param {any[]} saved @param {string[]} names */
async function saveView(ctx, where, saved, names) {
  const query = Object.fromEntries(names.filter(name => ctx.query[name]).map(name => [name, ctx.query[name]]));
  await confirm({
    title: t('frame.save-view'), text: t('frame.save-view-text'), action: t('frame.save'), reason: true,
    label: t('frame.name'),
    run: async name => keep(where, [...saved.filter(view => view.name !== name), { name, query }].slice(-20)),
  });
  ctx.update();
}

