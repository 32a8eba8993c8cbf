// @ts-check
// Single keys. They can be switched off, as people who speak to their computer need (WCAG 2.1.4).

import { html } from './html.js';
import { anyDialog, dialog } from './dialog.js';
import { keep, kept } from './kept.js';
import { go, href, route } from './router.js';
import { currentTable } from './table.js';
import { t } from './text.js';

/** @type {Record<string, string>} after `g` */
const PLACES = {
  h: 'overview', u: 'users', g: 'groups', r: 'roles', e: 'entitlements', t: 'identity-providers',
  m: 'policy-maps', c: 'connectors', o: 'operations', a: 'audit', y: 'health', s: 'settings',
};
let waiting = false;

export const keysOn = () => kept('keys') !== false;

/** @param {boolean} on */
export const switchKeys = on => keep('keys', on ? null : false);

/** @param {KeyboardEvent} event */
export function pressed(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || anyDialog()) return;
  const target = /** @type {HTMLElement} */ (event.target);
  const typing = target.matches('input:not([type=checkbox]), textarea, select, [contenteditable]');
  if (event.key === 'Escape') return escape(target, typing);
  if (typing || !keysOn()) return;
  if (waiting) {
    waiting = false;
    const place = PLACES[event.key];
    if (place) {
      event.preventDefault();
      go(href([place]));
    }
  } else if (event.key === '/') {
    event.preventDefault();
    document.getElementById('q')?.focus();
  } else if (event.key === 'g') {
    waiting = true;
    setTimeout(() => { waiting = false; }, 1500);
  } else if (event.key === '?') {
    event.preventDefault();
    showKeys();
  } else if (currentTable()?.pressed(event.key)) {
    event.preventDefault();
  }
}

/** Leaves the search, or closes what is open beside a list. @param {HTMLElement} target @param {boolean} typing */
function escape(target, typing) {
  const open = /** @type {HTMLDetailsElement|null} */ (target.closest('details.drop[open]'));
  if (open) {
    open.open = false;
    return;
  }
  if (typing) {
    target.blur();
    return;
  }
  const here = route();
  if (here.query.selected) {
    const { selected, ...query } = here.query;
    go(href([here.screen, ...here.path], query));
  }
}

export function showKeys() {
  const rows = [
    ['/', t('frame.key-search')], ['g h', t('frame.key-home')], ['g u', t('frame.key-users')], ['g o', t('frame.key-operations')],
    ['g t', t('frame.key-targets')], ['g r', t('frame.key-roles')], ['g a', t('frame.key-audit')], ['g s', t('frame.key-settings')],
    ['j  k', t('frame.key-rows')], ['Enter', t('frame.key-open')], ['x', t('frame.key-select')], ['Esc', t('frame.key-close')], ['?', t('frame.key-list')],
  ];
  dialog({
    title: t('frame.keys'),
    view: (close, update) => html`<dl class="kv keys">${rows.map(([key, words]) => html`<div><dt><code>${key}</code></dt><dd>${words}</dd></div>`)}</dl>
      <p><label class="switch"><input type="checkbox" role="switch" ?checked=${keysOn()} @change=${(/** @type {any} */ event) => {
        switchKeys(event.target.checked);
        update();
      }}><span class="knob" aria-hidden="true"></span><span>${t('frame.keys-on')}</span></label></p>`,
  });
}
