// @ts-check
// What is around every screen: navigation, search, who is signed in.

import { html, nothing } from './lib/html.js';
import { connection } from './lib/api.js';
import { avatar, banner, iconButton } from './lib/page.js';
import { events } from './lib/events.js';
import { icon } from './lib/icons.js';
import { closesOnEscape } from './lib/table.js';
import { roleName, session } from './lib/session.js';
import { showKeys } from './lib/keys.js';
import { t } from './lib/text.js';
import { searchBox } from './search.js';
import { GROUPS, PLACES } from './screens.js';

let menu = false;
/** Draws the page again; known once it was drawn. */
let draw = () => {};
/** Numbers beside items of the navigation: only what somebody must act on. @type {Record<string, number>} */
const badges = {};

/** @param {string} screen @param {number} count */
export function badge(screen, count) {
  badges[screen] = count;
}

addEventListener('hashchange', () => { menu = false; });

/** @param {{screen: string, body: unknown, update: () => void, signOut: () => void}} what */
export function shell(what) {
  draw = what.update;
  return html`
  <a class="skiplink" href="#main" @click=${skip}>${t('frame.skip')}</a>
  <aside class=${'side' + (menu ? ' open' : '')} id="side">
    <a class="brand" href="#/"><svg viewBox="0 0 24 24" aria-hidden="true"><rect width="24" height="24" rx="6"></rect><path
      d="M6 12h5m0 0V7h6m-6 5v5h6"></path><circle cx="6" cy="12" r="2"></circle></svg><span>${t('frame.product')}<small>${location.hostname}</small></span></a>
    ${navigation(what.screen)}
  </aside>
  <div class="col">
    <header class="top">
      <button type="button" class="iconb menu" aria-label=${t('frame.menu')} aria-expanded=${menu ? 'true' : 'false'} aria-controls="side"
        @click=${() => { menu = !menu; what.update(); }}>${icon('menu')}</button>
      ${searchBox(what.update)}
      <div class="topr">${live()}${iconButton({
        label: t(theme() === 'dark' ? 'frame.light' : 'frame.dark'), icon: theme() === 'dark' ? 'sun' : 'moon', run: () => { turn(); what.update(); } })}${
        html`<span class="topkeys">${iconButton({ label: t('frame.keys'), icon: 'help', run: showKeys })}</span>`}${me(what.signOut)}</div>
    </header>
    ${connection.lost ? html`<div class="lost" role="alert">${banner('fail', html`<strong>${t('frame.lost')}</strong> ${t('frame.lost-text')}`)}</div>` : nothing}
    <main id="main" tabindex="-1">${what.body}</main>
  </div>`;
}

/** @param {string} screen */
const navigation = screen => html`<nav aria-label=${t('frame.main')}>${GROUPS.map(group => {
  const shown = PLACES.filter(one => one.group === group && !one.hidden
    && (!one.needs.length || one.needs.some(needed => session.may(needed))));
  return shown.length ? html`<div class="navgrp">${group === 'start' ? nothing : html`<h2>${t('frame.group-' + group)}</h2>`}
    <ul>${shown.map(one => html`<li><a href=${'#/' + one.id} aria-current=${screen === one.id ? 'page' : nothing}>${icon(one.icon)}<span>${
      t('frame.nav-' + one.id)}</span>${badges[one.id] ? html`<span class="badge bad"><span class="vh">, </span>${badges[one.id]}<span
      class="vh"> ${t('frame.attention')}</span></span>` : nothing}</a></li>`)}</ul></div>` : nothing;
})}</nav>`;

/** The address stays what it is: it says where one is. @param {Event} event */
function skip(event) {
  event.preventDefault();
  const main = document.getElementById('main');
  /** @type {HTMLElement|null} */ (main?.querySelector('h1') || main)?.focus();
}

const live = () => html`<span class=${'live ' + events.state}><span class="ld" aria-hidden="true"></span><span class="lw">${
  t('frame.live-' + events.state)}</span></span>`;

/** @param {() => void} signOut */
function me(signOut) {
  const name = session.present?.displayName || session.present?.user || '';
  return html`<details class="drop me" @keydown=${closesOnEscape}><summary aria-label=${t('frame.signed-in-as', { name })}>${avatar(name)}<span class="mn">${name}</span>${icon('down')}</summary>
    <div class="menu-list end"><p class="sub">${session.present?.user}${session.present?.roles.length ? html`<br>${session.present.roles.map(roleName).join(', ')}` : nothing}</p>
      <a href="#/settings/account">${icon('key')}${t('frame.account')}</a>
      <button type="button" @click=${signOut}>${icon('out')}${t('frame.sign-out')}</button></div></details>`;
}

const theme = () => document.documentElement.dataset.theme;

function turn() {
  const other = theme() === 'dark' ? 'light' : 'dark';
  document.documentElement.dataset.theme = other;
  try {
    localStorage.setItem('tessera.theme', other);
  } catch {
    // Storage may be off.
  }
}

matchMedia('(prefers-color-scheme: dark)').addEventListener('change', event => {
  if (chosenTheme()) return;
  document.documentElement.dataset.theme = event.matches ? 'dark' : 'light';
  draw();
});

function chosenTheme() {
  try {
    return localStorage.getItem('tessera.theme');
  } catch {
    return null;
  }
}

// A menu closes when something in it was chosen or something else was clicked.
addEventListener('click', event => {
  const target = /** @type {HTMLElement} */ (event.target);
  const inside = target.closest('details.drop');
  const chosen = target.closest('.menu-list a, .menu-list button');
  for (const open of document.querySelectorAll('details.drop[open]')) {
    if (open !== inside || chosen) /** @type {HTMLDetailsElement} */ (open).open = false;
  }
});
