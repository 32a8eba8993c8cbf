// @ts-check
// What is going on: what somebody must see to, figures, what runs, how the systems are.

import { html, nothing } from '../lib/html.js';
import { bars } from '../lib/chart.js';
import { clip } from '../lib/clip.js';
import { banner, card, empty, head, linkButton, progress, show, system } from '../lib/page.js';
import { href } from '../lib/router.js';
import { status } from '../lib/status.js';
import { duration, time } from '../lib/time.js';
import { hasText, number, t } from '../lib/text.js';
import { badge } from '../shell.js';
import { firstSteps } from './overview/first-steps.js';

/** @param {import('../lib/context.js').Context} ctx @returns {import('../lib/context.js').Screen} */
export function open(ctx) {
  const overview = ctx.data(async () => {
    const value = await ctx.api.get('/overview');
    badge('operations', value.figures.dead + value.figures.held);
    return value;
  });
  const steps = firstSteps(ctx);
  let soon = 0;
  const later = () => {
    clearTimeout(soon);
    soon = setTimeout(() => overview.reload(), 2000);
  };
  ctx.on('overview', told => {
    if (overview.value) overview.value.figures = { ...overview.value.figures, ...(told.figures || told) };
    ctx.update();
  });
  ctx.on('targets', later);
  ctx.on('runs', run => {
    if (!overview.value) return;
    const others = overview.value.running.filter((/** @type {any} */ one) => one.id !== run.id);
    overview.value.running = run.state === 'running' ? [run, ...others] : others;
    ctx.update();
  });
  ctx.end(() => clearTimeout(soon));
  return {
    view: () => html`${head({
      title: t('frame.nav-overview'), sub: t('overview.sub'),
      actions: html`${ctx.may('scim.users.write') ? linkButton({ label: t('overview.add-user'), icon: 'plus', tone: 'primary', href: href(['users', 'new']) }) : nothing}`,
    })}${steps()}${show(overview, value => html`${attention(value.attention)}${isPart(value.figures) ? html`<p class="sub gap-note">${t('overview.part')}</p>` : nothing}${figures(value.figures)}
      <div class="split-a">${changes(value.changesByHour)}${running(value.running)}</div>${targets(value.targets)}`, { rows: 8 })}`,
  };
}

/** @param {any[]} all */
function attention(all) {
  if (!all.length) return nothing;
  return html`<section class="attn" aria-label=${t('overview.attention')}><ul>${all.map(one => html`<li class=${tone(one.kind)}>${
    banner(tone(one.kind), html`<strong>${words(one)}</strong> <span>${clip(one.detail)} ${one.since ? html`· ${time(one.since)}` : nothing}</span>`,
      linkButton({ label: t('overview.look'), small: true, href: lead(one) }))}</li>`)}</ul></section>`;
}

/** @param {string} kind */
const tone = kind => (['dead', 'quarantined', 'troubled'].includes(kind) ? 'fail' : 'warn');

/** @param {any} one */
function words(one) {
  const key = `overview.attention-${one.kind}`;
  const name = one.target?.name || '';
  return hasText(key) ? t(key, { n: one.count || 1, name }) : `${one.kind} ${name}`;
}

/** @param {any} one */
function lead(one) {
  const target = one.target?.name;
  if (one.kind === 'dead') return href(['operations'], { state: 'dead', target });
  if (one.kind === 'held') return href(['operations', 'held'], { target });
  if (one.kind === 'locked') return href(['settings', 'locks']);
  if (one.kind === 'rolled-back') return href(['connectors']);
  return one.target ? href(['identity-providers', 'targets', one.target.id]) : href(['health']);
}

/** Whether they are of some systems only: what is of the server as a whole is not told then. @param {any} now */
const isPart = now => now.changesToday === undefined;

/** @param {any} now */
function figures(now) {
  return html`<section class="kpis" aria-label=${t('overview.figures')}>
    ${isPart(now) ? figure(t('overview.deliveries-today'), now.deliveredToday, t('overview.deliveries-today-sub'))
      : figure(t('overview.changes-today'), now.changesToday, t('overview.delivered-today', { n: now.deliveredToday }))}
    ${figure(t('overview.waiting'), now.waiting, now.oldestWaitingSeconds ? t('overview.oldest', { age: duration(now.oldestWaitingSeconds) }) : t('overview.none-waits'), href(['operations'], { state: 'waiting' }))}
    ${figure(t('overview.dead'), now.dead, t('overview.dead-sub'), href(['operations'], { state: 'dead' }))}
    ${figure(t('overview.held'), now.held, t('overview.held-sub'), href(['operations', 'held']))}</section>`;
}

/** @param {string} title @param {number} value @param {string} sub @param {string} [to] */
const figure = (title, value, sub, to) => html`<div class="card kpi"><h2>${to ? html`<a href=${to}>${title}</a>` : title}</h2>
  <p class="big">${number(value)}</p><p class="sub">${sub}</p></div>`;

/** @param {any[]} hours */
function changes(hours) {
  const label = (/** @type {string} */ hour) => String(new Date(hour).getHours()).padStart(2, '0') + ':00';
  return card({
    title: t('overview.by-hour'),
    body: bars({
      title: t('overview.by-hour'), unit: t('overview.changes'), height: 196, labels: hours.map(one => label(one.hour)),
      series: [{ name: t('overview.delivered'), tone: 'c-ok', values: hours.map(one => one.delivered) },
        { name: t('overview.failed'), tone: 'c-fail', values: hours.map(one => one.failed) }],
    }),
  });
}

/** @param {any[]} all */
function running(all) {
  return card({
    title: t('overview.running'),
    body: all.length ? html`<ul class="runs">${all.map(run => html`<li><div class="rr"><strong>${run.name}</strong><span class="num">${
      run.total ? t('overview.of', { done: run.done, total: run.total }) : number(run.done)}</span></div>
      ${run.total ? progress(run.done, run.total, run.name) : nothing}
      <p class="sub">${[run.perSecond && t('overview.per-second', { n: Math.round(run.perSecond) }), run.sent && t('overview.sent', { n: run.sent }),
        run.errors && t('overview.errors', { n: run.errors })].filter(Boolean).join(' · ')}</p></li>`)}</ul>`
      : html`<p class="sub">${t('overview.nothing-runs')}</p>`,
  });
}

/** @param {any[]} all */
function targets(all) {
  return card({
    title: t('overview.targets'), flush: true,
    actions: html`<a href=${href(['identity-providers'])}>${t('frame.nav-identity-providers')}</a>`,
    body: all.length ? html`<div class="tw" tabindex="0" role="group" aria-label=${t('overview.targets')}><table><thead><tr>
      <th scope="col">${t('overview.system')}</th><th scope="col">${t('overview.state')}</th><th scope="col" class="r">${t('overview.waiting')}</th>
      <th scope="col" class="r">${t('overview.dead')}</th><th scope="col" class="r">${t('overview.held')}</th></tr></thead><tbody>${all.map(target => html`<tr>
      <th scope="row" class="rowh"><a href=${href(['identity-providers', 'targets', target.id])}>${system(target.name)}</a></th>
      <td>${status(target.state)}${target.detail ? html`<span class="sub">${clip(target.detail)}</span>` : nothing}</td>
      <td class="r num">${number(target.waiting)}</td><td class="r num">${number(target.dead)}</td><td class="r num">${number(target.held)}</td></tr>`)}</tbody></table></div>`
      : empty({ title: t('overview.no-targets'), text: t('overview.no-targets-text'), icon: 'outbound' }),
  });
}
