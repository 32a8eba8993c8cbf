// @ts-check
// States are told by a glyph, a word and a colour: never by colour alone.

import { html } from './html.js';
import { icon } from './icons.js';
import { hasText, t } from './text.js';

/** @typedef {'ok'|'fail'|'warn'|'run'|'wait'|'off'|'skip'|'hand'|'info'} Tone */

/** @type {Record<Tone, string>} */
const GLYPHS = {
  ok: 'check', fail: 'x', warn: 'alert', run: 'retry', wait: 'clock', off: 'pause', skip: 'skip',
  hand: 'hand', info: 'dot',
};

/** @type {Record<string, Tone>} */
const TONES = {
  active: 'ok', delivered: 'ok', done: 'ok', ok: 'ok', passed: 'ok', ready: 'ok', enabled: 'ok',
  intact: 'ok', permitted: 'ok', provisioned: 'ok', linked: 'ok', created: 'ok', completed: 'ok',
  succeeded: 'ok', allowed: 'ok',
  dead: 'fail', failed: 'fail', critical: 'fail', quarantined: 'fail', troubled: 'fail',
  broken: 'fail', refused: 'fail', denied: 'fail', cancelled: 'off', discarded: 'skip',
  superseded: 'skip', skipped: 'skip', none: 'off', 'no-change': 'skip', unchanged: 'skip',
  warn: 'warn', absent: 'warn', held: 'hand', 'rolled-back': 'warn', locked: 'warn', resolved: 'warn',
  installed: 'warn', ending: 'warn',
  waiting: 'wait', awaited: 'wait', coming: 'wait', pending: 'wait', due: 'wait', scheduled: 'wait', future: 'wait', queued: 'wait',
  retrying: 'run', running: 'run', building: 'run', removing: 'run', starting: 'run', stopping: 'run',
  delivering: 'run', inflight: 'run', maintenance: 'off', disabled: 'off', inactive: 'off',
  paused: 'off', retired: 'off', missing: 'fail', unknown: 'warn', stopped: 'off', ended: 'off', deleted: 'off', rejected: 'off', expired: 'off',
  open: 'hand',
};

/** @param {Tone} tone @param {unknown} words */
export const pill = (tone, words) => html`<span class=${'pill ' + tone}>${icon(GLYPHS[tone])}${words}</span>`;

/** The tone of a state the API names. @param {string} state @returns {Tone} */
export const tone = state => TONES[state.toLowerCase()] || 'info';

/** What the API calls a state, for people. @param {string} state */
export function word(state) {
  const key = 'frame.state-' + state.toLowerCase();
  const plain = state.replace(/[-_]/g, ' ').toLowerCase();
  return hasText(key) ? t(key) : plain.charAt(0).toUpperCase() + plain.slice(1);
}

/** A pill for a state the API names, e.g. `dead`. @param {string} state */
export const status = state => pill(tone(state), word(state));
