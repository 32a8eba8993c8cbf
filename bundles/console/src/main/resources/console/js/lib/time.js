// @ts-check
// Instants: how long ago, and exactly on hovering. The server speaks UTC, people read their own time.

import { html, nothing } from './html.js';

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto', style: 'short' });
const exactly = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'medium' });
const days = new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium' });

/** @type {[Intl.RelativeTimeFormatUnit, number][]} */
const UNITS = [['day', 86400], ['hour', 3600], ['minute', 60]];

/** An instant as people say it. @param {string|number|Date} instant @param {number} [now] */
export function ago(instant, now = Date.now()) {
  const seconds = (new Date(instant).getTime() - now) / 1000;
  const size = Math.abs(seconds);
  if (size > 30 * 86400) return days.format(new Date(instant));
  for (const [unit, length] of UNITS) {
    if (size >= length) return relative.format(Math.round(seconds / length), unit);
  }
  return size < 10 ? 'now' : relative.format(Math.round(seconds), 'second');
}

/** In the reader's time zone, to the second. @param {string|number|Date} instant */
export const exact = instant => exactly.format(new Date(instant));

const clockOnly = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium' });

/** The time of day; with the day where it is another one. @param {string|number|Date} instant */
export const clock = instant => (new Date(instant).toDateString() === new Date().toDateString() ? clockOnly : exactly).format(new Date(instant));

/** The element for an instant. @param {string|null|undefined} instant @param {{exact?: boolean}} [how] */
export function time(instant, how = {}) {
  if (!instant || Number.isNaN(new Date(instant).getTime())) return nothing;
  return html`<time datetime=${instant} title=${`${exact(instant)} (${instant})`}>${
    how.exact ? exact(instant) : ago(instant)}</time>`;
}

/** A length of time. @param {number} seconds */
export function duration(seconds) {
  if (seconds < 1) return `${Math.round(seconds * 1000)} ms`;
  if (seconds < 60) return `${seconds < 10 ? seconds.toFixed(1).replace('.0', '') : Math.round(seconds)} s`;
  const parts = [];
  let rest = Math.round(seconds);
  for (const [sign, size] of /** @type {[string, number][]} */ ([['d', 86400], ['h', 3600], ['min', 60]])) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (count && parts.length < 2) parts.push(`${count} ${sign}`);
  }
  return parts.join(' ');
}
