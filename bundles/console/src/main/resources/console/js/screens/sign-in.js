// @ts-check
// Before anybody is signed in: the page to sign in on, the first administrator, and the dialog for
// when a session has ended.

import { html, nothing } from '../lib/html.js';
import { ApiError, request } from '../lib/api.js';
import { failure } from '../lib/page.js';
import { icon } from '../lib/icons.js';
import { session } from '../lib/session.js';
import { t } from '../lib/text.js';

const LEAST_PASSWORD = 12;
/** @type {any} */
let error = null;
let busy = false;

const brand = html`<div class="brand"><svg viewBox="0 0 24 24" aria-hidden="true"><rect width="24" height="24" rx="6"></rect><path
  d="M6 12h5m0 0V7h6m-6 5v5h6"></path><circle cx="6" cy="12" r="2"></circle></svg><span>Tessera</span></div>`;

/** @param {any} what */
function refused(what) {
  if (!what) return nothing;
  if (what instanceof ApiError && what.status < 500) {
    return html`<div class="banner fail" role="alert">${icon('alert')}<div>${what.errors.length ? html`<ul>${what.errors.map(
      one => html`<li>${one.detail}</li>`)}</ul>` : what.message}</div></div>`;
  }
  return failure(what);
}

/**
 * @param {() => void} update @param {() => void} signedIn
 */
export const signInPage = (update, signedIn) => html`<main class="alone">${brand}
  <h1 tabindex="-1">${t('sign-in.title')}</h1>${refused(error)}
  <form class="card" @submit=${(/** @type {SubmitEvent} */ event) => run(event, update, async form => {
    await session.open(String(form.get('user')), String(form.get('password')));
    signedIn();
  })}>
    <div class="field"><label for="user">${t('sign-in.user')}</label><input id="user" name="user" autocomplete="username" required
      autocapitalize="none" spellcheck="false"></div>
    <div class="field"><label for="password">${t('sign-in.password')}</label><input id="password" name="password" type="password"
      autocomplete="current-password" required></div>
    <button type="submit" class="btn primary wide" ?disabled=${busy}>${t('sign-in.sign-in')}</button>
  </form>
  <p class="sub">${t('sign-in.forgotten')}</p></main>`;

/** @param {() => void} update @param {() => void} signedIn */
export const bootstrapPage = (update, signedIn) => html`<main class="alone">${brand}
  <h1 tabindex="-1">${t('sign-in.welcome')}</h1><p>${t('sign-in.welcome-text')}</p>${refused(error)}
  <form class="card" @submit=${(/** @type {SubmitEvent} */ event) => run(event, update, async form => {
    const password = String(form.get('password'));
    await request('/bootstrap', { method: 'POST', body: { token: String(form.get('token')).trim(), password }, quiet: true });
    await session.open('admin', password);
    signedIn();
  })}>
    <div class="field"><label for="token">${t('sign-in.token')}</label><input id="token" name="token" required autocomplete="off"
      spellcheck="false" aria-describedby="token-h"><p class="help" id="token-h">${t('sign-in.token-help')} <code>cat DATA/bootstrap-token</code></p></div>
    <input type="hidden" name="username" autocomplete="username" value="admin">
    <div class="field"><label for="password">${t('sign-in.new-password')}</label><input id="password" name="password" type="password"
      autocomplete="new-password" required minlength=${LEAST_PASSWORD} aria-describedby="password-h"><p class="help"
      id="password-h">${t('sign-in.password-help')}</p></div>
    <button type="submit" class="btn primary wide" ?disabled=${busy}>${t('sign-in.begin')}</button>
  </form></main>`;

/**
 * The session has ended, on another device, by a new password or by time.
 *
 * @param {string} user
 */
export function signInAgain(user) {
  /** @type {any} */
  let wrong = null;
  let waits = false;
  return {
    title: t('sign-in.again'), stays: true,
    view: (/** @type {(value: any) => void} */ close, /** @type {() => void} */ redraw) => html`<form @submit=${async (/** @type {SubmitEvent} */ event) => {
      event.preventDefault();
      if (waits) return;
      const form = new FormData(/** @type {HTMLFormElement} */ (event.target));
      waits = true;
      wrong = null;
      redraw();
      try {
        close(await session.open(String(form.get('user')), String(form.get('password'))));
      } catch (cause) {
        wrong = cause;
        waits = false;
        redraw();
      }
    }}><p class="dtext">${t('sign-in.again-text')}</p>${refused(wrong)}
      <div class="field"><label for="again-user">${t('sign-in.user')}</label><input id="again-user" name="user" .value=${user}
        autocomplete="username" required></div>
      <div class="field"><label for="again-password">${t('sign-in.password')}</label><input id="again-password" name="password" type="password"
        autocomplete="current-password" required autofocus></div>
      <div class="dfoot"><button type="button" class="btn" @click=${() => location.reload()}>${t('sign-in.leave')}</button>
        <button type="submit" class="btn primary" ?disabled=${waits}>${t('sign-in.sign-in')}</button></div></form>`,
  };
}

/** @param {SubmitEvent} event @param {() => void} update @param {(form: FormData) => Promise<void>} action */
async function run(event, update, action) {
  event.preventDefault();
  if (busy) return;
  busy = true;
  error = null;
  update();
  try {
    await action(new FormData(/** @type {HTMLFormElement} */ (event.target)));
  } catch (cause) {
    error = cause;
  }
  busy = false;
  update();
}
