// @ts-check
// The search at the top: what the server finds under the first signs of a name, or an id.

import { html, nothing } from './lib/html.js';
import { Api } from './lib/api.js';
import { icon } from './lib/icons.js';
import { go, href } from './lib/router.js';
import { t, hasText } from './lib/text.js';

const PAUSE_MILLIS = 200;
/** There is no room for more than one word. */
const narrow = matchMedia('(max-width: 620px)');
const api = new Api();

/** @type {{kind: string, id: string, name: string, detail?: string}[]} */
let found = [];
let asked = '';
let at = -1;
let open = false;
let timer = 0;
let turn = 0;

/** @type {Record<string, (id: string, name: string) => string>} */
const LEADS = {
  user: id => href(['users'], { selected: id }),
  group: id => href(['groups'], { selected: id }),
  target: id => href(['identity-providers', 'targets', id]),
  'identity-provider': id => href(['identity-providers', id]),
  'service-provider': id => href(['service-providers', id]),
  role: id => href(['roles'], { selected: id }),
  operation: id => href(['operations'], { selected: id }),
  trace: id => href(['operations', 'traces', id]),
};

/** @param {() => void} update */
export function searchBox(update) {
  narrow.onchange = update;
  return html`<form class="gsearch" role="search" @submit=${(/** @type {Event} */ event) => {
  event.preventDefault();
  choose(found[Math.max(0, at)], update);
}} @focusout=${(/** @type {FocusEvent} */ event) => {
  if (!(/** @type {HTMLElement} */ (event.currentTarget)).contains(/** @type {Node|null} */ (event.relatedTarget))) {
    open = false;
    update();
  }
}}>${icon('search')}<input type="search" id="q" role="combobox" aria-label=${t('frame.search')} placeholder=${t(narrow.matches ? 'frame.search-short' : 'frame.search')}
    aria-expanded=${open && found.length ? 'true' : 'false'} aria-controls="q-found" aria-autocomplete="list" autocomplete="off" spellcheck="false"
    aria-activedescendant=${at >= 0 ? 'q-' + at : nothing}
    @input=${(/** @type {any} */ event) => typed(event.target.value.trim(), update)}
    @keydown=${(/** @type {KeyboardEvent} */ event) => moved(event, update)}><kbd aria-hidden="true">/</kbd>
  <div id="q-found" role=${found.length ? 'listbox' : 'status'} aria-label=${t('frame.found')} class="found" ?hidden=${!open || !asked}>${
    found.length ? found.map((one, which) => html`<div role="option" id=${'q-' + which} aria-selected=${which === at ? 'true' : 'false'}
      class=${which === at ? 'on' : ''} @mousedown=${(/** @type {Event} */ event) => { event.preventDefault(); choose(one, update); }}>
      <span class="kind">${kind(one.kind)}</span><strong>${one.name}</strong> <span class="sub">${one.detail || ''}</span></div>`)
    : html`<p class="sub">${t('frame.found-nothing')}</p>`}</div></form>`;
}

/** @param {string} name */
const kind = name => (hasText('frame.kind-' + name) ? t('frame.kind-' + name) : name);

/** @param {string} text @param {() => void} update */
function typed(text, update) {
  clearTimeout(timer);
  const mine = ++turn;
  if (text.length < 2) {
    found = [];
    asked = '';
    open = false;
    update();
    return;
  }
  timer = setTimeout(async () => {
    try {
      const answer = await api.get('/search', { q: text });
      if (mine !== turn) return;
      found = answer.items;
    } catch {
      found = [];
    }
    asked = text;
    at = -1;
    open = true;
    update();
  }, PAUSE_MILLIS);
}

/** @param {KeyboardEvent} event @param {() => void} update */
function moved(event, update) {
  if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
    event.preventDefault();
    open = true;
    at = Math.max(-1, Math.min(found.length - 1, at + (event.key === 'ArrowDown' ? 1 : -1)));
    update();
  } else if (event.key === 'Escape') {
    open = false;
    update();
  }
}

/** @param {typeof found[number]|undefined} one @param {() => void} update */
function choose(one, update) {
  const lead = one && LEADS[one.kind];
  if (!one || !lead) return;
  open = false;
  const box = /** @type {HTMLInputElement} */ (document.getElementById('q'));
  box.value = '';
  found = [];
  asked = '';
  box.blur();
  go(lead(one.id, one.name));
  update();
}
