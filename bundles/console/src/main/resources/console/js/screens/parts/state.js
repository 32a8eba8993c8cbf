// @ts-check
// How this node is: its checks, the JVM, the database, the nodes.

import { html, nothing } from '../../lib/html.js';
import { number, t } from '../../lib/text.js';
import { clip } from '../../lib/clip.js';
import { banner, card, facts, progress, show } from '../../lib/page.js';
import { pill } from '../../lib/status.js';
import { time } from '../../lib/time.js';

/** @type {Record<string, import('../../lib/status.js').Tone>} */
const TONES = { ok: 'ok', warn: 'warn', critical: 'fail', unknown: 'off' };
const ORDER = ['critical', 'warn', 'unknown', 'ok'];

/** @param {import('../../lib/context.js').Context} ctx @param {() => boolean} here whether it is shown */
export function state(ctx, here) {
  const health = ctx.data(() => ctx.api.get('/health'), () => here() || null);
  ctx.on('targets', () => health.reload());
  return { view: () => show(health, whole, { rows: 8 }), refresh: () => { if (health.value) health.reload(); } };
}

/** @param {any} health */
function whole(health) {
  const troubles = health.checks.filter((/** @type {any} */ check) => check.state !== 'ok').length;
  const tone = health.state === 'critical' ? 'fail' : health.state === 'ok' ? 'ok' : 'warn';
  return html`${banner(tone, html`<strong>${t(`health.overall.${health.state}`)}</strong>
      ${troubles > 0 ? t('health.troubles', { n: troubles }) : t('health.allChecks', { n: health.checks.length })}
      ${health.taken ? html`<span class="sub">${t('health.taken')} ${time(health.taken)}</span>` : nothing}`)}
    <div class="split-a start"><div class="stack">${card({ title: t('health.checks'), body: checks(health.checks) })}</div>
    <div class="stack">${card({ title: t('health.jvm'), body: jvm(health.jvm) })}
      ${card({ title: t('health.database'), body: database(health.database) })}
      ${health.nodes?.length > 0 ? card({ title: t('health.nodes'), body: nodes(health.nodes) }) : nothing}</div></div>`;
}

/** Troubles first. @param {any[]} all */
function checks(all) {
  const sorted = [...all].sort((a, b) => ORDER.indexOf(a.state) - ORDER.indexOf(b.state) || a.name.localeCompare(b.name));
  return html`<ul class="health-checks">${sorted.map(check => html`<li>${pill(TONES[check.state] ?? 'off', t(`health.state.${check.state}`))}
    <div><strong>${check.name}</strong>${check.detail ? html`<p class="sub">${clip(check.detail)}</p>` : nothing}</div>
    <span class="num mut">${check.tookMillis >= 1 ? `${number(check.tookMillis)} ms` : '< 1 ms'}</span></li>`)}</ul>`;
}

/** @param {any} jvm */
function jvm(jvm) {
  if (!jvm) return nothing;
  return html`${facts([
    [t('health.version'), jvm.version],
    [t('health.started'), jvm.started ? time(jvm.started) : ''],
    [t('health.heap'), html`${megabytes(jvm.heapUsed)} / ${megabytes(jvm.heapMax)}`],
    [t('health.cpu'), jvm.cpuPercent === undefined ? '' : t('health.cpuOf', { percent: jvm.cpuPercent, n: jvm.processors })],
    [t('health.threads'), jvm.threads],
  ])}<div class="pad0">${progress(jvm.heapUsed, jvm.heapMax, t('health.heap'))}</div>`;
}

/** @param {any} pool */
const database = pool => pool ? html`${facts([
  [t('health.connections'), t('health.connectionsOf', { active: pool.active, idle: pool.idle, most: pool.most })],
  [t('health.poolWaiting'), pool.waiting],
])}<div class="pad0">${progress(pool.active, pool.most, t('health.connections'))}</div>` : nothing;

/** @param {any[]} all */
const nodes = all => html`<div class="tw" tabindex="0" role="region" aria-label=${t('health.nodes')}><table><thead><tr>
  <th scope="col">${t('health.node')}</th><th scope="col">${t('health.version')}</th><th scope="col">${t('health.started')}</th></tr></thead>
  <tbody>${all.map(node => html`<tr><th scope="row"><code>${node.name.slice(0, 13)}</code></th><td>${node.version}</td><td>${time(node.started)}</td></tr>`)}</tbody></table></div>`;

/** @param {number} bytes */
const megabytes = bytes => `${number(Math.round(bytes / 1_048_576))} MB`;
