// @ts-check
// Birthright rules: on whom a condition holds, what they get, and whom a change would touch.

import { html, nothing } from '../../lib/html.js';
import { number, t } from '../../lib/text.js';
import { banner, button, empty, facts, failure, linkButton } from '../../lib/page.js';
import { href } from '../../lib/router.js';
import { status } from '../../lib/status.js';
import { configured } from './configured.js';

/** So many effects are shown. */
const SHOWN = 20;

/** @param {import('../../lib/context.js').Context} ctx */
export function birthrightRules(ctx) {
  const roles = ctx.data(() => ctx.api.get('/roles', { limit: 500 }), () => ctx.path[0] === 'birthright' || null);
  const preview = new Preview(ctx);
  return configured(ctx, {
    tab: 'birthright', path: '/birthright-rules', list: t('roles.tab.birthright'), addTitle: t('roles.add.birthright'),
    columns: [
      { id: 'name', label: t('roles.name'), view: rule => html`${rule.name}${rule.description ? html`<span class="sub">${rule.description}</span>` : nothing}` },
      { id: 'condition', label: t('roles.condition'), view: rule => html`<code class="cut">${rule.condition}</code>` },
      { id: 'roles', label: t('roles.grants'), value: rule => rule.roles.join(' '), view: rule => rule.roles.join(', ') },
      { id: 'enabled', label: t('roles.state'), view: rule => status(rule.enabled ? 'enabled' : 'disabled') },
    ],
    empty: () => empty({ title: t('roles.noBirthright'), text: html`${t('roles.noBirthrightText')}<br>
        <code>enterprise.department == "Works" &amp;&amp; user.active</code>`, icon: 'bolt',
      action: ctx.may('config.write') ? linkButton({ label: t('roles.add.birthright'), icon: 'plus', href: ctx.here({ add: 'new' }) }) : undefined }),
    fields: values => fields(values, (roles.value?.items ?? []).map((/** @type {any} */ role) => role.name)),
    values: rule => ({ enabled: true, startsDays: 0, endsDays: 0, ...rule }),
    document: (values, before) => document(values, before),
    details: rule => html`${facts([
      [t('roles.state'), status(rule.enabled ? 'enabled' : 'disabled')],
      [t('roles.condition'), html`<code>${rule.condition}</code>`],
      [t('roles.grants'), rule.roles.join(', ')],
      [t('roles.starts'), when(rule.startsFrom, rule.startsDays, 'roles.atOnce')],
      [t('roles.ends'), when(rule.endsFrom, rule.endsDays, 'roles.never')],
    ])}${preview.view(rule)}`,
    beside: form => preview.view(document(form.values, form.values)),
    nameOf: path => path.replace(/^rule\./, '').replace(/\[\d+\].*/, ''),
  });
}

/** @param {Record<string, any>} values @param {any} before */
function document(values, before) {
  return {
    name: before.name ?? values.name, description: values.description ?? '', enabled: !!values.enabled, condition: values.condition ?? '',
    roles: values.roles ?? [], startsFrom: values.startsFrom ?? '', startsDays: Number(values.startsDays || 0),
    endsFrom: values.endsFrom ?? '', endsDays: Number(values.endsDays || 0),
  };
}

/** @param {Record<string, any>} values @param {string[]} roles @returns {import('../../lib/fields.js').Field[]} */
function fields(values, roles) {
  return [
    { name: 'name', label: t('roles.name'), kind: 'text', required: true, fixed: !!values.version, help: t('roles.ruleNameHelp') },
    { name: 'description', label: t('roles.description'), kind: 'text' },
    { name: 'condition', label: t('roles.condition'), kind: 'code', required: true, wide: true, help: t('roles.conditionHelp') },
    { name: 'roles', label: t('roles.grants'), kind: 'checks', required: true, options: roles.map(value => ({ value, label: value })) },
    { name: 'startsFrom', label: t('roles.startsFrom'), kind: 'text', help: t('roles.startsFromHelp') },
    { name: 'startsDays', label: t('roles.startsDays'), kind: 'integer', unit: t('roles.days') },
    { name: 'endsFrom', label: t('roles.endsFrom'), kind: 'text', help: t('roles.endsFromHelp') },
    { name: 'endsDays', label: t('roles.endsDays'), kind: 'integer', unit: t('roles.days') },
    { name: 'enabled', label: t('roles.enabled'), kind: 'boolean' },
  ];
}

/** @param {string} attribute @param {number} days @param {string} none */
function when(attribute, days, none) {
  if (!attribute) return t(none);
  return html`<code>${attribute}</code> ${days ? t(days > 0 ? 'roles.later' : 'roles.earlier', { n: Math.abs(days) }) : ''}`;
}

/** What a rule would do to the people there are, before it is saved. */
class Preview {
  /** @type {any} */
  #result = undefined;
  /** @type {any} */
  #error = null;
  #busy = false;
  #of = '';

  /** @param {import('../../lib/context.js').Context} ctx */
  constructor(ctx) {
    this.ctx = ctx;
  }

  /** @param {any} rule */
  view(rule) {
    if (!this.ctx.may('scim.users.read')) return nothing;
    const same = this.#of === JSON.stringify([rule.name, rule.condition, rule.roles]);
    return html`<div class="ch"><div><h3 class="h3">${t('roles.effect')}</h3><p class="sub">${t('roles.effectText')}</p></div>
        ${button({ label: t('roles.preview'), icon: 'eye', small: true, disabled: this.#busy || !rule.condition, run: () => this.#ask(rule) })}</div>
      <div aria-live="polite" aria-busy=${this.#busy ? 'true' : 'false'}>
      ${same && this.#error ? failure(this.#error) : nothing}${same && this.#result ? this.#effects(this.#result) : nothing}</div>`;
  }

  /** @param {any} rule */
  async #ask(rule) {
    this.#busy = true;
    this.#error = null;
    this.#result = undefined;
    this.#of = JSON.stringify([rule.name, rule.condition, rule.roles]);
    this.ctx.update();
    const { id, version, ...plain } = rule;
    try {
      this.#result = (await this.ctx.api.post('/birthright-rules/preview', { rule: { ...plain, name: rule.name || 'preview', enabled: true }, show: SHOWN })).body;
    } catch (error) {
      this.#error = error;
    }
    this.#busy = false;
    this.ctx.update();
  }

  /** @param {any} result */
  #effects(result) {
    const none = result.gaining === 0 && result.losing === 0;
    return html`${banner(none ? 'info' : 'warn', html`<strong>${none ? t('roles.noEffect')
        : t('roles.touches', { gaining: number(result.gaining), losing: number(result.losing) })}</strong>
        ${t(result.complete ? 'roles.examinedAll' : 'roles.examined', { n: result.examined })}`)}
      ${result.effects.length > 0 ? html`<div class="tw" tabindex="0" role="region" aria-label=${t('roles.effect')}><table>
        <thead><tr><th scope="col">${t('roles.user')}</th><th scope="col">${t('roles.gains')}</th><th scope="col">${t('roles.loses')}</th></tr></thead>
        <tbody>${result.effects.map((/** @type {any} */ effect) => html`<tr><th scope="row"><a href=${href(['users'], { selected: effect.identity })}>${effect.userName}</a></th>
          <td><ins>${effect.gains.join(', ')}</ins></td><td><del>${effect.loses.join(', ')}</del></td></tr>`)}</tbody></table></div>` : nothing}`;
  }
}
