// @ts-check
// The rows of a policy map as they are edited: attribute, where its values come from, what comes
// out for somebody, and what else may be said of a row.

import { html, nothing, live } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';
import { iconButton } from '../../lib/page.js';
import { t } from '../../lib/text.js';
import { KINDS, MOMENTS, TRAITS, kindOf, sourceOf, withSource, withTrait } from './map.js';
import { meant } from './nearest.js';
import { lines } from './settings.js';

/**
 * @typedef {object} Editing
 * @property {'user'|'group'} of
 * @property {boolean} may change it
 * @property {import('./preview.js').Preview} preview
 * @property {Record<string, {detail: string, column: number}>} refused what saving was refused for, by row
 * @property {Set<string>} open rows that show all, by place
 * @property {(at: number, row: import('./map.js').Row|null) => void} change null takes the row away
 * @property {(at: number, to: number) => void} move
 * @property {() => void} update
 */

/** @param {import('./map.js').Row[]} rows @param {Editing} editing */
export const rowList = (rows, editing) => html`<div class="mhead" aria-hidden="true">
    <span>${t('connections.attribute')}</span><span>${t('connections.rule')}</span><span>${t('connections.preview')}</span></div>
  <ol class="mrows">${rows.map((row, at) => rowItem(row, at, rows.length, editing))}</ol>`;

/** @param {import('./map.js').Row} row @param {number} at @param {number} count @param {Editing} editing */
function rowItem(row, at, count, editing) {
  const place = `${editing.of}[${at}]`;
  const wrong = editing.preview.wrong.rows[place] || editing.refused[place];
  const open = editing.open.has(place);
  const id = `row-${editing.of}-${at}`;
  return html`<li class=${'mrow' + (wrong ? ' bad' : '')} id=${id} aria-label=${t('connections.row-named', { attribute: row.attribute || t('connections.row-new') })}>
    <div class="mattr"><input class="mono" aria-label=${t('connections.attribute')} spellcheck="false"
        .value=${live(row.attribute || '')} ?disabled=${!editing.may} placeholder=${t('connections.attribute-hint')}
        @input=${(/** @type {any} */ event) => editing.change(at, { ...row, attribute: event.target.value.trim() })}>
      <button type="button" class="link traits" aria-expanded=${open ? 'true' : 'false'} @click=${() => {
        if (!editing.open.delete(place)) editing.open.add(place);
        editing.update();
      }}>${traits(row)}</button></div>
    <div class="mrule">${source(row, at, id, wrong, editing)}</div>
    <div class="mvalue">${outcome(editing.preview.values[place], wrong, open)}</div>
    ${open ? more(row, at, count, id, editing) : nothing}</li>`;
}

/** What is said of a row, short. @param {import('./map.js').Row} row */
function traits(row) {
  const words = [
    row.on ? row.on.map((/** @type {string} */ moment) => t('connections.on-' + moment)).join(', ') : t('connections.always'),
    row.key ? t('connections.key') : '', row.condition ? t('connections.conditional') : '',
    row.strength || '', row.type || '', row.otherwise ? t('connections.has-otherwise') : '',
  ];
  return words.filter(Boolean).join(' · ');
}

/**
 * @param {import('./map.js').Row} row @param {number} at @param {string} id
 * @param {{detail: string, column: number}|undefined} wrong @param {Editing} editing
 */
function source(row, at, id, wrong, editing) {
  const kind = kindOf(row);
  const text = sourceOf(row);
  return html`<select aria-label=${t('connections.kind')} ?disabled=${!editing.may}
      @change=${(/** @type {any} */ event) => editing.change(at, withSource(row, event.target.value, text))}>${KINDS.map(one =>
        html`<option value=${one} ?selected=${one === kind}>${t('connections.kind-' + one)}</option>`)}</select>
    <textarea class="mono rule" rows=${Math.max(1, text.split('\n').length)} spellcheck="false" aria-label=${t('connections.rule')}
      aria-invalid=${wrong ? 'true' : nothing} aria-describedby=${wrong ? id + '-wrong' : nothing}
      placeholder=${t('connections.hint-' + kind)} .value=${live(text)} ?disabled=${!editing.may}
      @input=${(/** @type {any} */ event) => editing.change(at, withSource(row, kind, event.target.value))}></textarea>
    ${wrong ? html`<p class="err" id=${id + '-wrong'}>${icon('alert')}<span>${wrong.detail}${suggestion(row, at, wrong.detail, editing)}</span></p>` : nothing}`;
}

/** @param {import('./map.js').Row} row @param {number} at @param {string} detail @param {Editing} editing */
function suggestion(row, at, detail, editing) {
  const name = meant(detail);
  const unknown = /undeclared reference to '([^']+)'/.exec(detail)?.[1];
  if (!name || !unknown) return nothing;
  return html` <button type="button" class="link" @click=${() => editing.change(at,
    withSource(row, kindOf(row), sourceOf(row).replace(unknown, name)))}>${t('connections.mean', { name })}</button>`;
}

/** @param {any} value as the server explains it @param {any} wrong @param {boolean} explained */
function outcome(value, wrong, explained) {
  if (wrong) return html`<span class="errt">${icon('x')}${t('connections.mistake')}</span>`;
  if (!value) return nothing;
  const said = value.problem ? html`<span class="errt">${icon('x')}${value.problem}</span>`
    : !value.sent ? html`<span class="mut">${t('connections.not-sent')}</span>`
      : value.values.length ? value.values.map((/** @type {string} */ one) => html`<output class="mono">${one}</output>`)
        : html`<span class="mut">${t('connections.no-value')}</span>`;
  return html`${said}${explained ? explanation(value) : nothing}`;
}

/** Where the values come from. @param {any} value */
const explanation = value => html`<dl class="why">
  <div><dt>${t('connections.origin')}</dt><dd>${t('connections.origin-' + value.origin)}${
    value.source ? html` <code>${value.source}</code>` : nothing}</dd></div>
  ${value.inputs.map((/** @type {any} */ input) => html`<div><dt><code>${input.path}</code></dt><dd>${
    input.values.length ? input.values.join(', ') : html`<span class="mut">${t('connections.none')}</span>`}</dd></div>`)}</dl>`;

/**
 * @param {import('./map.js').Row} row @param {number} at @param {number} count @param {string} id
 * @param {Editing} editing
 */
function more(row, at, count, id, editing) {
  const say = (/** @type {string} */ name, /** @type {any} */ value) => editing.change(at, withTrait(row, name, value));
  const off = !editing.may;
  const text = (/** @type {string} */ name, /** @type {string} */ value, /** @type {(text: string) => any} */ read) => html`
    <div class="field"><label for=${`${id}-${name}`}>${t('connections.trait-' + name)}</label>
      <textarea class="mono" rows="1" id=${`${id}-${name}`} spellcheck="false" .value=${live(value)} ?disabled=${off}
        aria-describedby=${`${id}-${name}-help`}
        @input=${(/** @type {any} */ event) => say(name, read(event.target.value))}></textarea>
      <p class="help" id=${`${id}-${name}-help`}>${t('connections.help-' + name)}</p></div>`;
  return html`<div class="mmore">
    <fieldset><legend>${t('connections.when')}</legend><div class="cks">${MOMENTS.map(moment => html`<label class="ck"><input
      type="checkbox" .checked=${live(!row.on || row.on.includes(moment))} ?disabled=${off}
      @change=${() => say('on', toggled(row.on, moment))}>${t('connections.on-' + moment)}</label>`)}</div></fieldset>
    <div class="grid2">
      ${text('condition', row.condition || '', value => value)}
      ${text('otherwise', (row.otherwise || []).join('\n'), lines)}
      ${Object.entries(TRAITS).map(([name, options]) => html`<div class="field"><label for=${`${id}-${name}`}>${t('connections.trait-' + name)}</label>
        <select id=${`${id}-${name}`} ?disabled=${off} @change=${(/** @type {any} */ event) => say(name, event.target.value)}>${options.map(option =>
          html`<option value=${option} ?selected=${option === (row[name] || options[0])}>${t(`connections.${name}-${option}`)}</option>`)}</select></div>`)}
    </div>
    <div class="mfoot"><label class="ck"><input type="checkbox" .checked=${live(!!row.key)} ?disabled=${off}
        @change=${(/** @type {any} */ event) => say('key', event.target.checked)}>${t('connections.trait-key')}</label><span class="sp"></span>
      ${off ? nothing : html`${iconButton({ label: t('connections.up'), icon: 'up', small: true, disabled: at === 0, run: () => editing.move(at, at - 1) })}
        ${iconButton({ label: t('connections.down'), icon: 'down', small: true, disabled: at === count - 1, run: () => editing.move(at, at + 1) })}
        ${iconButton({ label: t('connections.remove-row', { attribute: row.attribute }), icon: 'trash', small: true, run: () => editing.change(at, null) })}`}</div></div>`;
}

/** All moments are the same as none: always. @param {string[]|undefined} on @param {string} moment */
function toggled(on, moment) {
  const now = on || MOMENTS;
  const next = MOMENTS.filter(one => (one === moment ? !now.includes(one) : now.includes(one)));
  return next.length === MOMENTS.length || next.length === 0 ? [] : next;
}
