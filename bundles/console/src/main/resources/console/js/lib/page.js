// @ts-check
// The pieces that pages are made of.

import { html, nothing } from './html.js';
import { ApiError, LostError } from './api.js';
import { icon } from './icons.js';
import { t } from './text.js';
import { toast } from './toast.js';

/**
 * The head of a page. Every screen has one, first: the focus goes to its heading.
 *
 * @param {{title: unknown, sub?: unknown, crumbs?: [string, string][], actions?: unknown}} what
 */
export const head = what => html`<header class="head">
  ${what.crumbs ? html`<nav class="crumb" aria-label=${t('frame.breadcrumb')}><ol>${what.crumbs.map(
    ([words, to]) => html`<li><a href=${to}>${words}</a></li>`)}</ol></nav>` : nothing}
  <div class="headrow">
    <div class="titles"><h1 tabindex="-1">${what.title}</h1>${
      what.sub ? html`<p class="sub">${what.sub}</p>` : nothing}</div>
    ${what.actions ? html`<div class="actions">${what.actions}</div>` : nothing}
  </div></header>`;

/**
 * Sections of a page, each with an address of its own.
 *
 * @param {{id: string, label: unknown, href: string, count?: number|string}[]} all
 * @param {string} current id
 */
export const tabs = (all, current) => html`<nav class="tabs" aria-label=${t('frame.sections')}><ul>${all.map(
  tab => html`<li><a href=${tab.href} aria-current=${tab.id === current ? 'page' : nothing}>${tab.label}${
    tab.count === undefined ? nothing : html`<span class="count">${tab.count}</span>`}</a></li>`)}</ul></nav>`;



/**
 * A part of a page with a heading.
 *
 * @param {{title: string, body: unknown, actions?: unknown, flush?: boolean, sub?: unknown}} what
 *     `flush` for a table that goes to the edges
 */
export const card = what => html`<section class=${what.flush ? 'card flush' : 'card'} aria-label=${what.title}>
  <div class="ch"><div><h2>${what.title}</h2>${
    what.sub ? html`<p class="sub">${what.sub}</p>` : nothing}</div>${what.actions || nothing}</div>
  ${what.body}</section>`;

/**
 * A button.
 *
 * @param {{label: unknown, run: (event: Event) => void, icon?: string, tone?: 'primary'|'danger'|'',
 *     small?: boolean, disabled?: boolean, title?: string}} what
 */
export const button = what => html`<button type="button" class=${
  `btn ${what.tone || ''} ${what.small ? 'sm' : ''}`} ?disabled=${!!what.disabled}
  title=${what.title || nothing} @click=${what.run}>${what.icon ? icon(what.icon) : nothing}${what.label}</button>`;

/** A link that looks like a button. @param {{label: unknown, href: string, icon?: string, tone?: string, small?: boolean}} what */
export const linkButton = what => html`<a class=${`btn ${what.tone || ''} ${what.small ? 'sm' : ''}`}
  href=${what.href}>${what.icon ? icon(what.icon) : nothing}${what.label}</a>`;

/** A button that is an icon. @param {{label: string, icon: string, run: (event: Event) => void, small?: boolean, disabled?: boolean}} what */
export const iconButton = what => html`<button type="button" class=${what.small ? 'iconb sm' : 'iconb'}
  aria-label=${what.label} title=${what.label} ?disabled=${!!what.disabled} @click=${what.run}>${icon(what.icon)}</button>`;

/** @param {'warn'|'fail'|'info'|'ok'} tone @param {unknown} words @param {unknown} [action] */
export const banner = (tone, words, action) => html`<div class=${'banner ' + tone}>${
  icon(tone === 'ok' ? 'check' : tone === 'info' ? 'dot' : 'alert')}<div>${words}</div>${action || nothing}</div>`;

/**
 * A place where nothing is yet: what belongs here, and how it comes here.
 *
 * @param {{title: unknown, text?: unknown, icon?: string, action?: unknown}} what
 */
export const empty = what => html`<div class="empty">${icon(what.icon || 'inbox')}
  <p class="what">${what.title}</p>${what.text ? html`<p>${what.text}</p>` : nothing}${what.action || nothing}</div>`;

/** Values by name. @param {[unknown, unknown][]} rows without those whose value is empty */
export const facts = rows => html`<dl class="kv">${rows
  .filter(([, value]) => value !== undefined && value !== null && value !== '' && value !== nothing)
  .map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;

/** An identifier that can be copied. @param {string} text @param {string} [shown] */
export const identifier = (text, shown) => html`<span class="ident"><code>${shown || text}</code>${
  iconButton({ label: t('frame.copy'), icon: 'copy', small: true, run: () => copy(text) })}</span>`;

/** @param {string} text */
export async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    toast(t('frame.copied'));
  } catch {
    toast(t('frame.not-copied'), 'warn');
  }
}

/** @param {string} name */
export const avatar = name => html`<span class="av" aria-hidden="true">${name.split(/[\s.@_-]+/)
  .filter(Boolean).map(word => word.charAt(0).toUpperCase()).slice(0, 2).join('')}</span>`;

/** A system, with a spot of colour that is always the same for its name. @param {string} name */
export const system = name => html`<span class="sys"><span class=${
  'sysdot s' + ([...name].reduce((sum, sign) => sum + sign.charCodeAt(0), 0) % 6)} aria-hidden="true"></span>${name}</span>`;

/** Rows that are not here yet. @param {number} [rows] */
export const skeleton = (rows = 4) => html`<div class="skeleton" role="status" aria-busy="true"><span class="vh">${
  t('frame.loading')}</span>${Array.from({ length: rows }, () => html`<span aria-hidden="true"></span>`)}</div>`;

/**
 * Why something cannot be shown or was not done, and what to do next.
 *
 * @param {any} error
 * @param {() => void} [again] tries again
 */
export function failure(error, again) {
  if (error instanceof ApiError && error.status === 403) return denied(error);
  const lost = error instanceof LostError;
  const words = lost ? t('frame.lost-here') : error?.message || String(error);
  return html`<div class="failure" role="alert">${icon('alert', 'fail')}<div><strong>${
    error instanceof ApiError && error.status === 404 ? t('frame.gone') : t('frame.failed')}</strong>
    <p>${words}</p>
    ${nextStep(error)}
    ${again && !lost ? button({ label: t('frame.again'), icon: 'retry', small: true, run: again }) : nothing}
  </div></div>`;
}

/** @param {any} error */
function nextStep(error) {
  if (!(error instanceof ApiError)) return nothing;
  if (error.status === 503) return html`<p class="sub">${t('frame.next-503')}</p>`;
  if (error.status >= 500) {
    return html`<p class="sub">${t('frame.next-500')} ${identifier(error.causality)}</p>`;
  }
  return nothing;
}

/** @param {ApiError} error */
const denied = error => html`<div class="failure" role="alert">${icon('lock', 'warn')}<div>
  <strong>${t('frame.denied')}</strong><p>${error.permission
    ? html`${t('frame.denied-needs')} <code>${error.permission}</code>.` : error.message}</p>
  <p class="sub">${t('frame.denied-next')}</p></div></div>`;

/**
 * What was asked for: its rows while they come, why it does not come, or itself. A part of a page
 * that fails leaves the others as they are.
 *
 * @template T
 * @param {import('./data.js').Data<T>} data
 * @param {(value: T) => unknown} view
 * @param {{rows?: number}} [how]
 */
export function show(data, view, how = {}) {
  if (data.error && data.value === undefined) return failure(data.error, () => data.reload());
  if (data.value === undefined) return data.loading ? skeleton(how.rows) : nothing;
  return html`${data.error ? banner('warn', html`${t('frame.old')} ${data.error.message}`,
    button({ label: t('frame.again'), small: true, run: () => data.reload() })) : nothing}${view(data.value)}`;
}

/** A bar where the whole is known, a counter where it is not. @param {number} done @param {number|null|undefined} total @param {string} label */
export function progress(done, total, label) {
  if (!total) return html`<p class="num">${label}: ${done.toLocaleString('en')}</p>`;
  const share = Math.min(100, Math.round((done / total) * 100));
  return html`<div class="prog" role="progressbar" aria-valuenow=${share} aria-valuemin="0" aria-valuemax="100"
    aria-label=${label}><svg viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="track"
    width="100" height="4"></rect><rect class="fillp" width=${share} height="4"></rect></svg></div>`;
}
