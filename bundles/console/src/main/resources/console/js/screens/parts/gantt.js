// @ts-check
// The drawing of a trace: rows with bars on one axis of time. Geometry stays in attributes.
import { html, svg, nothing } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';
import { t } from '../../lib/text.js';
import { duration, ticks } from './trace.js';
import { callDetail } from './call.js';

/**
 * @typedef {import('./trace.js').Layout} Layout
 * @typedef {import('./trace.js').Step} Step
 */

const WIDTH = 1_000;
/** A call of a millisecond on an axis of hours is still seen. */
const LEAST = 8;
const ICONS = { ok: 'check', fail: 'x', warn: 'alert', wait: 'clock', run: 'clock', off: 'minus', hand: 'hand' };

/**
 * @param {Layout} layout
 * @param {number} open which step is open; -1 for none
 * @param {(step: number) => void} toggle
 */
export function gantt(layout, open, toggle) {
  return html`<div class="tr-axis" aria-hidden="true"><div class="tr-scale">
      ${ticks(layout.span).map(at => html`<span .style=${`left:${(at / layout.span * 100).toFixed(2)}%`}>
        ${at === 0 ? '0' : duration(at)}</span>`)}</div></div>
    <ol class="tr-steps">
      ${layout.steps.map((step, i) => row(layout, step, i, i === open, toggle))}
    </ol>`;
}

/**
 * @param {Layout} layout
 * @param {Step} step
 * @param {number} index
 * @param {boolean} open
 * @param {(step: number) => void} toggle
 */
function row(layout, step, index, open, toggle) {
  const inside = html`<span class="tr-icon ${step.tone}">${icon(ICONS[step.tone])}
      <span class="vh">${t(`delivery.trace.tone.${step.tone}`)}</span></span>
    <span class="tr-name"><strong>${title(step)}</strong><span class="sub">${note(step)}</span></span>
    ${bar(layout, step)}
    <span class="tr-took num">${took(step)}</span>`;
  return html`<li class=${open ? 'open' : ''}>
    ${step.call
      ? html`<button type="button" class="tr-row" aria-expanded=${open ? 'true' : 'false'}
          @click=${() => toggle(index)}>${inside}</button>`
      : html`<div class="tr-row">${inside}</div>`}
    ${open && step.call ? callDetail(step.call) : nothing}</li>`;
}

/** @param {Step} step */
function title(step) {
  if (!step.call) return t(`delivery.trace.${step.key}`, step.args);
  const { action, number } = step.call;
  return action === 'read' || action === 'check'
    ? t(`delivery.trace.call.${action}`, { number })
    : t('delivery.trace.call', { number });
}

/** @param {Step} step */
function note(step) {
  if (!step.call) return t(`delivery.trace.${step.key}.note`, noteArgs(step));
  const said = t(`delivery.call.result.${step.call.result}`);
  return `${t(`delivery.call.action.${step.call.action}`)}: ${said}`;
}

/** @param {Step} step */
function noteArgs(step) {
  const channel = step.args.channel;
  return channel ? { ...step.args, channel: t(`delivery.channel.${channel}`) } : step.args;
}

/** @param {Step} step */
function took(step) {
  if (step.length === 0 && !step.call) return '';
  return step.call && step.length === 0 ? t('delivery.trace.instant') : duration(step.length);
}

/** @param {Layout} layout @param {Step} step */
function bar(layout, step) {
  const width = Math.max(step.length / layout.span * WIDTH, LEAST);
  const x = Math.min(step.start / layout.span * WIDTH, WIDTH - width);
  return svg`<svg class="tr-bar" viewBox=${`0 0 ${WIDTH} 16`} preserveAspectRatio="none" aria-hidden="true">
    <line x1="0" x2=${WIDTH} y1="8" y2="8"></line>
    <rect class=${step.tone} x=${x.toFixed(1)} width=${width.toFixed(1)} y="3" height="10" rx="3"></rect></svg>`;
}
