// @ts-check
// What stands beside the rows of a policy map: tables to look things up in, and tests.

import { html, nothing, live } from '../../lib/html.js';
import { icon } from '../../lib/icons.js';
import { button, card, empty, iconButton } from '../../lib/page.js';
import { t } from '../../lib/text.js';

/** @typedef {{may: boolean, change: () => void, update: () => void, run?: () => void}} Editing */

/** @param {import('./map.js').PolicyMap} map @param {Editing} editing */
export function tablesView(map, editing) {
  const names = Object.keys(map.tables);
  return html`<div class="stack">${names.length ? names.map((name, at) => tableCard(map, name, at, editing))
    : html`<section class="card">${empty({ icon: 'map', title: t('policy-maps.no-tables'), text: t('policy-maps.no-tables-text') })}</section>`}
    ${editing.may ? html`<div>${button({ label: t('policy-maps.add-table'), icon: 'plus', run: () => {
      map.tables[fresh('table', names)] = {};
      editing.change();
    } })}</div>` : nothing}</div>`;
}

/** @param {import('./map.js').PolicyMap} map @param {string} name @param {number} at @param {Editing} editing */
function tableCard(map, name, at, editing) {
  const id = 'table-' + at;
  const text = Object.entries(map.tables[name]).map(([key, value]) => `${key} = ${value}`).join('\n');
  return html`<section class="card" aria-label=${name}><div class="grid2">
    <div class="field"><label for=${id}>${t('policy-maps.table-name')}</label><input id=${id} class="mono" .value=${live(name)}
      ?disabled=${!editing.may} spellcheck="false" @change=${(/** @type {any} */ event) => {
        const now = event.target.value.trim();
        if (!now || (now !== name && now in map.tables)) { editing.update(); return; }
        map.tables = Object.fromEntries(Object.entries(map.tables).map(([key, value]) => [key === name ? now : key, value]));
        editing.change();
      }}></div>
    <div class="field endf">${editing.may ? iconButton({ label: t('policy-maps.remove-table', { name }), icon: 'trash', run: () => {
      delete map.tables[name];
      editing.change();
    } }) : nothing}</div>
    <div class="field wide"><label for=${id + '-rows'}>${t('policy-maps.table-rows')}</label>
      <textarea id=${id + '-rows'} class="mono" rows=${Math.min(14, Math.max(4, text.split('\n').length + 1))} spellcheck="false"
        aria-describedby=${id + '-help'} .value=${text} ?disabled=${!editing.may} @change=${(/** @type {any} */ event) => {
          map.tables[name] = entries(event.target.value);
          editing.change();
        }}></textarea><p class="help" id=${id + '-help'}>${t('policy-maps.table-help', { name })}</p></div></div></section>`;
}

/** @param {string} text lines of `key = value` */
function entries(text) {
  return Object.fromEntries(text.split('\n').map(line => line.split(/\s*=\s*(.*)/s)).filter(([key]) => key.trim())
    .map(([key, value]) => [key.trim(), (value || '').trim()]));
}

/** @param {string} word @param {string[]} taken */
function fresh(word, taken) {
  for (let n = 1; ; n++) {
    const name = n === 1 ? word : word + n;
    if (!taken.includes(name)) return name;
  }
}

/** @param {import('./map.js').PolicyMap} map @param {Record<string, string>} failed by place @param {Editing} editing */
export function testsView(map, failed, editing) {
  return html`<div class="stack">${map.tests.length ? map.tests.map((test, at) => testCard(map, test, at, failed[at], editing))
    : html`<section class="card">${empty({ icon: 'check', title: t('policy-maps.no-tests'), text: t('policy-maps.no-tests-text') })}</section>`}
    ${editing.may ? html`<div>${button({ label: t('policy-maps.add-test'), icon: 'plus', run: () => {
      map.tests.push({ name: t('policy-maps.test-name', { n: map.tests.length + 1 }),
        given: { userName: 'alice', name: { givenName: 'Alice', familyName: 'Example' } }, expect: {} });
      editing.change();
    } })} ${map.tests.length && editing.run ? button({ label: t('policy-maps.run-tests'), icon: 'play', run: editing.run }) : nothing}</div>` : nothing}</div>`;
}

/**
 * @param {import('./map.js').PolicyMap} map @param {any} test @param {number} at
 * @param {string|undefined} failed @param {Editing} editing
 */
function testCard(map, test, at, failed, editing) {
  const id = 'test-' + at;
  const json = (/** @type {'given'|'expect'} */ part) => html`<div class="field"><label for=${`${id}-${part}`}>${t('policy-maps.test-' + part)}</label>
    <textarea id=${`${id}-${part}`} class="mono" rows="6" spellcheck="false" aria-describedby=${`${id}-${part}-help`}
      .value=${JSON.stringify(test[part], null, 2)} ?disabled=${!editing.may} @change=${(/** @type {any} */ event) => {
        try {
          test[part] = JSON.parse(event.target.value);
          event.target.setCustomValidity('');
          editing.change();
        } catch {
          event.target.setCustomValidity(t('policy-maps.no-json'));
          event.target.reportValidity();
        }
      }}></textarea><p class="help" id=${`${id}-${part}-help`}>${t(`policy-maps.test-${part}-help`)}</p></div>`;
  return html`<section class=${'card' + (failed ? ' bad' : '')} aria-label=${test.name}>
    ${failed ? html`<p class="err">${icon('alert')}<span>${failed}</span></p>` : nothing}
    <div class="grid2"><div class="field"><label for=${id}>${t('policy-maps.test-called')}</label><input id=${id} .value=${live(test.name)}
        ?disabled=${!editing.may} @input=${(/** @type {any} */ event) => { test.name = event.target.value; editing.change(); }}></div>
      <div class="field"><label for=${id + '-type'}>${t('policy-maps.test-type')}</label><select id=${id + '-type'} ?disabled=${!editing.may}
        @change=${(/** @type {any} */ event) => { test.resourceType = event.target.value; editing.change(); }}>
        ${['User', 'Group'].map(type => html`<option value=${type} ?selected=${type === (test.resourceType || 'User')}>${t('connections.' + type)}</option>`)}</select></div>
      ${json('given')}${json('expect')}</div>
    ${editing.may ? html`<div class="mfoot"><span class="sp"></span>${iconButton({ label: t('policy-maps.remove-test', { name: test.name }), icon: 'trash', run: () => {
      map.tests.splice(at, 1);
      editing.change();
    } })}</div>` : nothing}</section>`;
}
