// @ts-check
// Starts the console: who is there, which screen is asked for, and draws it.

import { html, render } from './lib/html.js';
import { connection, LostError } from './lib/api.js';
import { Context } from './lib/context.js';
import { empty, failure, skeleton } from './lib/page.js';
import { events } from './lib/events.js';
import { pressed } from './lib/keys.js';
import { route } from './lib/router.js';
import { session } from './lib/session.js';
import { loadTexts, t } from './lib/text.js';
import { confirm, dialog } from './lib/dialog.js';
import { place } from './screens.js';
import { badge, shell } from './shell.js';

const root = /** @type {HTMLElement} */ (document.getElementById('app'));
const TICK_MILLIS = 30000;

/** @type {'signed-in'|'signed-out'|'not-bootstrapped'} */
let state = 'signed-out';
/** @type {Context|null} */
let ctx = null;
/** @type {import('./lib/context.js').Screen|null} */
let screen = null;
/** What stands instead of a screen. @type {unknown} */
let instead = null;
/** Which screen is open, so that a change within it does not open it anew. */
let opened = '';
let scheduled = false;
/** The address of what is shown. */
let here = '';
/** @type {typeof import('./screens/sign-in.js')|null} */
let door = null;

/** Draws everything again, once, however often it is called before. */
function update() {
  if (scheduled) return;
  scheduled = true;
  queueMicrotask(() => {
    scheduled = false;
    draw();
  });
}

function draw() {
  if (state !== 'signed-in') {
    render(door ? (state === 'not-bootstrapped' ? door.bootstrapPage(update, begin) : door.signInPage(update, begin)) : skeleton(3), root);
    return;
  }
  let body = instead;
  if (screen) {
    try {
      body = screen.view();
    } catch (error) {
      console.error(error);
      body = html`<h1 tabindex="-1">${t('frame.broken')}</h1>${failure(error)}`;
    }
  }
  render(shell({ screen: route().screen, body, update, signOut }), root);
  document.title = `${root.querySelector('main h1')?.textContent?.trim() || t('frame.product')} · ${t('frame.product')}`;
  focusPanel();
}

/** What was opened stands below its list then. */
const oneColumn = matchMedia('(max-width: 1100px)');

/** Whether the focus goes to what is open as soon as it is drawn. */
let toPanel = false;

function focusPanel() {
  const heading = toPanel && document.getElementById('panel-title');
  if (!heading) return;
  toPanel = false;
  heading.focus();
}

/** What is typed into a filter changes the address as well. */
const typing = () => document.activeElement?.matches('input, select, textarea');

/** Opens what the address asks for. */
async function follow() {
  if (state !== 'signed-in') return;
  const now = route();
  const before = ctx?.route;
  const elsewhere = before && (before.screen !== now.screen || before.path.join('/') !== now.path.join('/'));
  if (elsewhere && ctx?.unsaved) {
    stay(location.hash);
    return;
  }
  here = location.hash;
  if (ctx && opened === now.screen) {
    ctx.moved(now);
    screen?.changed?.();
    update();
    toPanel = oneColumn.matches && !typing();
    if (elsewhere) queueMicrotask(() => queueMicrotask(focusHeading));
    return;
  }
  const first = !opened;
  ctx?.close();
  screen?.closed?.();
  opened = now.screen;
  const mine = ctx = new Context(now, update);
  screen = null;
  instead = html`<h1 class="vh" tabindex="-1">${t('frame.nav-' + now.screen)}</h1><div aria-busy="true">${skeleton()}</div>`;
  update();
  try {
    const opens = await load(now.screen);
    if (mine !== ctx) return;
    screen = opens ? opens.open(mine) : null;
  } catch (error) {
    const answers = await connection.check();
    if (mine !== ctx) return;
    if (answers) console.warn(error);
    instead = html`<h1 tabindex="-1">${t('frame.nav-' + now.screen)}</h1>${answers ? renewed() : failure(new LostError())}`;
  }
  update();
  if (!first) queueMicrotask(() => queueMicrotask(focusHeading));
}

/** The server has other files than those that are loaded. */
const renewed = () => empty({ title: t('frame.renewed'), text: t('frame.renewed-text'), icon: 'retry',
  action: html`<button type="button" class="btn" @click=${() => location.reload()}>${t('frame.reload')}</button>` });

/** Something that was typed would be lost: asks before. @param {string} wanted */
async function stay(wanted) {
  history.replaceState(null, '', here || '#/');
  const leaves = await confirm({ title: t('frame.leave'), text: t('frame.leave-text'), action: t('frame.leave-action'), danger: true, run: async () => {} });
  if (!leaves) return;
  ctx?.forget();
  location.hash = wanted;
}

/** @param {string} id */
async function load(id) {
  const what = place(id);
  if (!what) {
    instead = html`<h1 tabindex="-1">${t('frame.nowhere')}</h1><p><a href="#/">${t('frame.nav-overview')}</a></p>`;
    return null;
  }
  if (what.needs.length && !what.needs.some(needed => session.may(needed))) {
    instead = html`<h1 tabindex="-1">${t('frame.nav-' + id)}</h1>${empty({ title: t('frame.denied'), icon: 'lock',
      text: html`${t('frame.denied-needs')} <code>${what.needs.join(` ${t('frame.or')} `)}</code>. ${t('frame.denied-next')}` })}`;
    return null;
  }
  const [module] = await Promise.all([what.load(), ...what.texts.map(loadTexts)]);
  return module;
}

/** Whoever does not see the page hears its heading when it changes. */
function focusHeading() {
  /** @type {HTMLElement|null} */ (root.querySelector('main h1'))?.focus({ preventScroll: true });
  scrollTo(0, 0);
}

/** Somebody has signed in. */
async function begin() {
  state = 'signed-in';
  events.start();
  await follow();
}

async function signOut() {
  await session.close();
  events.stop();
  ctx?.close();
  ctx = screen = null;
  opened = '';
  await ended('signed-out');
}

/** @param {'signed-out'|'not-bootstrapped'} how */
async function ended(how) {
  state = how;
  if (!door) {
    const [module] = await Promise.all([import('./screens/sign-in.js'), loadTexts('sign-in')]);
    door = module;
  }
  update();
  requestAnimationFrame(() => /** @type {HTMLElement|null} */ (root.querySelector('form input:not([readonly])'))?.focus());
}

session.ask = async user => {
  const [again] = await Promise.all([import('./screens/sign-in.js'), loadTexts('sign-in')]);
  return dialog(again.signInAgain(user));
};

events.on('overview', told => {
  const now = told.figures || told;
  badge('operations', (now.dead || 0) + (now.held || 0));
  update();
});

addEventListener('hashchange', follow);
addEventListener('keydown', pressed);
addEventListener('beforeunload', event => {
  if (ctx?.unsaved) event.preventDefault();
});
connection.addEventListener('lost', update);
connection.addEventListener('resumed', () => {
  if (screen) {
    ctx?.resumed();
    update();
  } else {
    opened = '';
    follow();
  }
});
events.addEventListener('state', update);
setInterval(() => {
  if (state === 'signed-in' && !document.hidden) update(); // "3 minutes ago" becomes 4
}, TICK_MILLIS);

root.replaceChildren();
try {
  const [found] = await Promise.all([session.find(), loadTexts('frame')]);
  if (found === 'signed-in') await begin();
  else await ended(found);
} catch (error) {
  await loadTexts('frame');
  render(html`<main class="alone"><h1>${t('frame.product')}</h1>${failure(error)}
    <button type="button" class="btn" @click=${() => location.reload()}>${t('frame.again')}</button></main>`, root);
}
