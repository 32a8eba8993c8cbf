// @ts-check
// One field of a form, by its kind.

import { html, nothing, live } from './html.js';
import { icon } from './icons.js';
import { t } from './text.js';

/**
 * @typedef {object} Field
 * @property {string} name where the server says an error is, e.g. `settings.port`
 * @property {string} label
 * @property {'text'|'secret'|'integer'|'decimal'|'boolean'|'choice'|'uri'|'email'|'lines'|'textarea'|'code'|'date'|'datetime'|'checks'|'values'} kind
 *     `lines`: a list of texts, one a line; `checks`: a list of the options that are ticked; `values`: a
 *     list of SCIM's `{value, type, primary}`
 * @property {boolean} [required]
 * @property {string} [help]
 * @property {string} [hint] in the empty field
 * @property {{value: string, label: string}[]} [options]
 * @property {number} [min] of a number; for a text its length
 * @property {number} [max]
 * @property {string} [unit]
 * @property {string} [group] heading it stands under
 * @property {boolean} [wide]
 * @property {boolean} [advanced] only shown when asked for
 * @property {(values: Record<string, any>) => boolean} [when] whether it is shown
 * @property {boolean} [isSet] of a secret: there is one, which is never shown
 * @property {boolean} [fixed] cannot be changed
 * @property {string} [autocomplete]
 * @property {(value: any, values: Record<string, any>) => string|undefined|null|false} [check] what is wrong with it
 * @property {string[]} [suggestions]
 */

/** The id of a field's control. @param {string} name */
export const controlId = name => 'f-' + name.replace(/[^\w-]/g, '-');

/**
 * @param {Field} field @param {any} value @param {string|undefined} error
 * @param {(value: any) => void} on
 */
export function fieldView(field, value, error, on) {
  const id = controlId(field.name);
  const described = [field.help && id + '-h', error && id + '-e'].filter(Boolean).join(' ') || nothing;
  const foot = html`${error ? html`<p class="err" id=${id + '-e'}>${icon('alert')}<span>${error}</span></p>` : nothing}${
    field.help ? html`<p class="help" id=${id + '-h'}>${field.help}</p>` : nothing}`;
  if (field.kind === 'boolean') {
    return html`<div class=${'field bool wide' + (error ? ' bad' : '')}><label class="switch"><input type="checkbox"
      role="switch" id=${id} name=${field.name} .checked=${live(!!value)} ?disabled=${!!field.fixed} aria-describedby=${described}
      aria-invalid=${error ? 'true' : nothing} @change=${(/** @type {any} */ event) => on(event.target.checked)}><span
      class="knob" aria-hidden="true"></span><span>${field.label}</span></label>${foot}</div>`;
  }
  if (field.kind === 'checks') return checks(field, value, error, on, foot);
  if (field.kind === 'values') return several(field, value, error, on, foot);
  return html`<div class=${'field' + (field.wide || field.kind === 'textarea' || field.kind === 'code' ? ' wide' : '') + (error ? ' bad' : '')}>
    <label for=${id}>${field.label}${field.required ? html`<span class="req" aria-hidden="true">*</span>`
      : html`<span class="opt">${t('frame.optional')}</span>`}</label>${
    control(field, value, on, { id, described, invalid: error ? 'true' : nothing })}${foot}</div>`;
}

/** @param {Field} field @param {any} value @param {string|undefined} error @param {(value: any) => void} on @param {unknown} foot */
function checks(field, value, error, on, foot) {
  const id = controlId(field.name);
  const chosen = new Set(value || []);
  return html`<fieldset class=${'field checkset wide' + (error ? ' bad' : '')} id=${id} tabindex="-1">
    <legend>${field.label}${field.required ? html`<span class="req" aria-hidden="true">*</span>` : nothing}</legend>
    <div class="ckrow">${(field.options || []).map(option => html`<label class="ck"><input type="checkbox"
      .checked=${live(chosen.has(option.value))} ?disabled=${!!field.fixed} @change=${() => {
        if (!chosen.delete(option.value)) chosen.add(option.value);
        on([...chosen]);
      }}>${option.label}</label>`)}</div>${foot}</fieldset>`;
}

/** @param {Field} field @param {any} value @param {string|undefined} error @param {(value: any) => void} on @param {unknown} foot */
function several(field, value, error, on, foot) {
  const id = controlId(field.name);
  /** @type {any[]} */
  const all = Array.isArray(value) && value.length ? value : [{ value: '' }];
  const put = (/** @type {number} */ at, /** @type {any} */ change) => on(all.map((one, which) => (which === at ? { ...one, ...change } : one)));
  return html`<fieldset class=${'field several wide' + (error ? ' bad' : '')}>
    <legend>${field.label}${field.required ? html`<span class="req" aria-hidden="true">*</span>` : html`<span class="opt">${t('frame.optional')}</span>`}</legend>
    ${all.map((one, at) => html`<div class="vrow"><input id=${at ? id + '-' + at : id} aria-label=${`${field.label} ${at + 1}`} .value=${live(one.value ?? '')}
      aria-invalid=${error ? 'true' : nothing} spellcheck="false" autocomplete="off" @input=${(/** @type {any} */ event) => put(at, { value: event.target.value })}>
      ${field.options?.length ? html`<select aria-label=${t('frame.type-of', { what: `${field.label} ${at + 1}` })} @change=${(/** @type {any} */ event) =>
        put(at, { type: event.target.value || undefined })}><option value="">${t('frame.no-type')}</option>${field.options.map(option =>
        html`<option value=${option.value} ?selected=${option.value === one.type}>${option.label}</option>`)}</select>` : nothing}
      <label class="ck"><input type="checkbox" .checked=${live(!!one.primary)} @change=${(/** @type {any} */ event) =>
        on(all.map((other, which) => ({ ...other, primary: (which === at && event.target.checked) || undefined })))}>${t('frame.primary')}</label>
      <button type="button" class="iconb" aria-label=${t('frame.remove-value', { what: `${field.label} ${at + 1}` })}
        @click=${() => on(all.filter((_, which) => which !== at))}>${icon('x')}</button></div>`)}
    <button type="button" class="link" @click=${() => on([...all, { value: '' }])}>${t('frame.add-value')}</button>${foot}</fieldset>`;
}

/** @param {Field} field @param {any} value @param {(value: any) => void} on @param {any} a */
function control(field, value, on, a) {
  const typed = (/** @type {any} */ event) => on(event.target.value);
  const text = value ?? '';
  switch (field.kind) {
    case 'choice':
      return html`<select id=${a.id} name=${field.name} aria-describedby=${a.described} aria-invalid=${a.invalid} ?required=${field.required}
        ?disabled=${!!field.fixed} @change=${typed}>${field.required && text !== '' ? nothing
          : html`<option value="" ?selected=${text === ''}>${field.hint || t('frame.choose')}</option>`}${
        (field.options || []).map(option => html`<option value=${option.value} ?selected=${option.value === text}>${option.label}</option>`)}</select>`;
    case 'textarea': case 'lines': case 'code':
      return html`<textarea id=${a.id} name=${field.name} class=${field.kind === 'code' ? 'code' : ''} rows=${field.kind === 'lines' ? 3 : 6}
        aria-describedby=${a.described} aria-invalid=${a.invalid} ?readonly=${!!field.fixed} spellcheck="false"
        placeholder=${field.hint || nothing} .value=${live(Array.isArray(text) ? text.join('\n') : String(text))} @input=${typed}></textarea>`;
    case 'secret':
      return html`<div class="combo"><input id=${a.id} name=${field.name} type="password" autocomplete=${field.autocomplete || 'new-password'}
        placeholder=${field.isSet ? t('frame.secret-kept') : ''} .value=${live(String(text))} aria-describedby=${a.described}
        aria-invalid=${a.invalid} ?required=${!!field.required && !field.isSet} @input=${typed}>${
        field.isSet === undefined ? nothing : html`<span class=${'chip' + (field.isSet ? '' : ' no')}>${icon('shield')}${
          t(field.isSet ? 'frame.secret-set' : 'frame.secret-unset')}</span>`}</div>`;
    default: {
      const types = { uri: 'url', email: 'email', date: 'date', datetime: 'datetime-local' };
      const type = /** @type {any} */ (types)[field.kind] || 'text';
      const numeric = field.kind === 'integer' || field.kind === 'decimal';
      const list = field.suggestions?.length ? a.id + '-l' : nothing;
      return html`<div class="combo"><input id=${a.id} name=${field.name} type=${type} inputmode=${numeric ? 'numeric' : nothing} ?required=${!!field.required}
        ?readonly=${!!field.fixed} .value=${live(String(text))} list=${list} placeholder=${field.hint || nothing} spellcheck="false"
        autocomplete=${field.autocomplete || 'off'} aria-describedby=${a.described} aria-invalid=${a.invalid} @input=${typed}>${
        field.unit ? html`<span class="unit">${field.unit}</span>` : nothing}</div>${
        list === nothing ? nothing : html`<datalist id=${list}>${field.suggestions?.map(one => html`<option value=${one}></option>`)}</datalist>`}`;
    }
  }
}

/** What a field holds as the API has it; undefined for nothing. @param {Field} field @param {any} value */
export function valueOf(field, value) {
  if (field.kind === 'boolean') return !!value;
  if (field.kind === 'checks') return value || [];
  if (field.kind === 'values') return (value || []).filter((/** @type {any} */ one) => one.value !== '' && one.value !== undefined);
  if (field.kind === 'lines') {
    return Array.isArray(value) ? value : String(value ?? '').split('\n').map(line => line.trim()).filter(Boolean);
  }
  if (value === undefined || value === null || value === '') return undefined;
  if (field.kind === 'integer' || field.kind === 'decimal') {
    const number = Number(value);
    return Number.isFinite(number) ? number : value;
  }
  if (field.kind === 'datetime') return String(value).endsWith('Z') ? value : new Date(value).toISOString();
  return value;
}

/** What is wrong with a field, before the server is asked. @param {Field} field @param {any} raw @param {Record<string, any>} values */
export function wrong(field, raw, values) {
  const value = valueOf(field, raw);
  const none = value === undefined || (Array.isArray(value) && !value.length);
  if (none) return field.required && !(field.kind === 'secret' && field.isSet) ? t('frame.needed', { field: field.label }) : undefined;
  if (field.kind === 'integer' && !Number.isInteger(value)) return t('frame.whole-number');
  if ((field.kind === 'integer' || field.kind === 'decimal') && typeof value === 'number') {
    if (field.min !== undefined && value < field.min) return t('frame.at-least', { min: field.min });
    if (field.max !== undefined && value > field.max) return t('frame.at-most', { max: field.max });
  }
  return field.check?.(value, values) || undefined;
}
