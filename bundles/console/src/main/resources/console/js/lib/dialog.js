// @ts-check
// Dialogs: the browser's own, so that the focus stays inside and Esc closes them.

import { html, nothing, render, keyed } from './html.js';
import { failure, button } from './page.js';
import { icon } from './icons.js';
import { t } from './text.js';

/**
 * @typedef {object} Dialog
 * @property {string} title
 * @property {() => unknown} view
 * @property {(value: any) => void} close
 * @property {boolean} [wide]
 * @property {boolean} [stays] Esc does not close it
 */

/** @type {(Dialog & {id: number})[]} */
let open = [];
let next = 0;

/** Draws the open dialogs again, as after a change of what one shows. */
export function drawDialogs() {
  const place = document.getElementById('dialogs');
  if (!place) return;
  render(open.map(one => keyed(one.id, html`<dialog id=${'dialog-' + one.id} class=${one.wide ? 'wide' : ''}
    aria-labelledby=${'dialog-title-' + one.id}
    @cancel=${(/** @type {Event} */ event) => { event.preventDefault(); if (!one.stays) one.close(undefined); }}>
    <div class="dh"><h2 id=${'dialog-title-' + one.id}>${one.title}</h2>${one.stays ? nothing
      : html`<button type="button" class="iconb" aria-label=${t('frame.close')}
          @click=${() => one.close(undefined)}>${icon('x')}</button>`}</div>
    ${one.view()}</dialog>`)), place);
  for (const one of open) {
    const element = /** @type {HTMLDialogElement|null} */ (document.getElementById('dialog-' + one.id));
    if (element && !element.open) {
      element.showModal();
      const first = /** @type {HTMLElement|null} */ (
        element.querySelector('[autofocus]') || element.querySelector('form input:not([type=hidden]), form select, form textarea'));
      first?.focus();
    }
  }
}

export const anyDialog = () => open.length > 0;

/**
 * Opens a dialog.
 *
 * @param {{title: string, view: (close: (value?: any) => void, update: () => void) => unknown,
 *     wide?: boolean, stays?: boolean}} what
 * @returns {Promise<any>} what it was closed with; undefined when it was given up
 */
export function dialog(what) {
  const before = /** @type {HTMLElement|null} */ (document.activeElement);
  return new Promise(resolve => {
    const id = ++next;
    const close = (/** @type {any} */ value) => {
      if (!open.some(one => one.id === id)) return;
      open = open.filter(one => one.id !== id);
      drawDialogs();
      before?.focus?.();
      resolve(value);
    };
    open = [...open, { id, ...what, view: () => what.view(close, drawDialogs), close }];
    drawDialogs();
  });
}

/**
 * Asks whether something shall be done. It stays open while that is done, and tells why it was not.
 *
 * @param {{title: string, text?: unknown, action: string, danger?: boolean, type?: string,
 *     reason?: boolean|'optional', label?: string, run: (reason: string) => Promise<unknown>}} what `type` is what has
 *     to be typed before; `reason` asks for one
 * @returns {Promise<boolean>} whether it was done
 */
export async function confirm(what) {
  let typed = '';
  let reason = '';
  let busy = false;
  /** @type {any} */
  let error = null;
  const done = await dialog({
    title: what.title,
    view: (close, update) => html`<form @submit=${async (/** @type {Event} */ event) => {
      event.preventDefault();
      if (busy) return;
      busy = true;
      error = null;
      update();
      try {
        await what.run(reason.trim());
        close(true);
      } catch (refused) {
        error = refused;
        busy = false;
        update();
      }
    }}>
      ${what.text ? html`<div class="dtext">${what.text}</div>` : nothing}
      ${error ? failure(error) : nothing}
      ${what.reason ? html`<div class="field"><label for="dialog-reason">${what.label || t('frame.reason')}${
        what.reason === 'optional' ? html`<span class="opt">${t('frame.optional')}</span>` : nothing}</label>
        <input id="dialog-reason" maxlength="200" ?required=${what.reason === true} autocomplete="off"
          @input=${(/** @type {any} */ event) => { reason = event.target.value; update(); }}></div>` : nothing}
      ${what.type ? html`<div class="field"><label for="dialog-typed">${t('frame.type-it')} <code>${what.type}</code></label>
        <input id="dialog-typed" autocomplete="off" spellcheck="false"
          @input=${(/** @type {any} */ event) => { typed = event.target.value; update(); }}></div>` : nothing}
      <div class="dfoot">${button({ label: t('frame.cancel'), run: () => close(undefined) })}
        <button type="submit" class=${'btn ' + (what.danger ? 'danger solid' : 'primary')}
          ?disabled=${busy || (!!what.type && typed !== what.type) || (what.reason === true && !reason.trim())}>${
          what.action}</button></div></form>`,
  });
  return done === true;
}
