// @ts-check
// Access rules: who may have an account where, in a simple form or as a policy; and trying them.

import { html, nothing } from '../../lib/html.js';
import { t } from '../../lib/text.js';
import { banner, empty, facts, linkButton, system } from '../../lib/page.js';
import { pill, status } from '../../lib/status.js';
import { time } from '../../lib/time.js';
import { configured } from './configured.js';
import { People } from './people.js';

const DAYS = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];

/** @param {import('../../lib/context.js').Context} ctx */
export function accessRules(ctx) {
  const here = () => ctx.path[0] === 'access' || null;
  const targets = ctx.data(() => ctx.api.get('/targets', { limit: 500 }), here);
  const providers = ctx.data(() => ctx.api.get('/service-providers', { limit: 500 }), here);
  const names = (/** @type {import('../../lib/data.js').Data<any>} */ data) => (data.value?.items ?? []).map((/** @type {any} */ each) => each.name);
  const trial = new Trial(ctx, () => names(targets));
  return configured(ctx, {
    tab: 'access', path: '/rules', list: t('roles.tab.access'), addTitle: t('roles.add.access'),
    columns: [
      { id: 'name', label: t('roles.name'), view: rule => html`${rule.name}${rule.description ? html`<span class="sub">${rule.description}</span>` : nothing}` },
      { id: 'effect', label: t('roles.says'), value: rule => rule.effect ?? 'xacml', view: effect },
      { id: 'targets', label: t('roles.targets'), value: rule => rule.targets.join(' '), view: rule => rule.targets.length > 0
        ? rule.targets.map((/** @type {string} */ each) => html`${system(each)} `) : t('roles.allTargets') },
      { id: 'enabled', label: t('roles.state'), view: rule => status(rule.enabled ? 'enabled' : 'disabled') },
    ],
    empty: () => empty({ title: t('roles.noAccess'), text: t('roles.noAccessText'), icon: 'shield',
      action: ctx.may('config.write') ? linkButton({ label: t('roles.add.access'), icon: 'plus', href: ctx.here({ add: 'new' }) }) : undefined }),
    fields: values => fields(values, names(targets), names(providers)),
    values, document,
    details: rule => html`${details(rule)}${trial.view(rule)}`,
    nameOf: path => path.replace(/\[\d+\].*/, ''),
  });
}

/** @param {any} rule */
const effect = rule => rule.xacml ? pill('info', t('roles.policy')) : rule.effect === 'deny' ? pill('fail', t('roles.deny')) : pill('ok', t('roles.permit'));

/** @param {any} rule */
function values(rule) {
  const window = rule.window ?? {};
  return { enabled: true, ...rule, form: rule.xacml ? 'xacml' : 'simple', effect: rule.effect ?? 'permit',
    'window.days': window.days ?? [], 'window.from': window.from, 'window.to': window.to, 'window.zone': window.zone };
}

/** @param {Record<string, any>} form @param {any} before */
function document(form, before) {
  const plain = {
    name: form.name ?? before.name, description: form.description ?? '', enabled: !!form.enabled, targets: form.targets ?? [],
    serviceProviders: form.serviceProviders ?? [], resourceTypes: form.resourceTypes ?? [], operations: form.operations ?? [],
  };
  if (form.form === 'xacml') return { ...plain, xacml: form.xacml };
  const days = form['window.days'] ?? [];
  const timed = days.length > 0 || form['window.from'] || form['window.to'];
  return {
    ...plain, effect: form.effect, roles: form.roles ?? [], ...given('condition', form.condition),
    ...given('validFrom', form.validFrom), ...given('validUntil', form.validUntil),
    ...(timed ? { window: { days, ...given('from', form['window.from']), ...given('to', form['window.to']), ...given('zone', form['window.zone']) } } : {}),
  };
}

/** @param {string} name @param {unknown} value */
const given = (name, value) => value === undefined || value === '' ? {} : { [name]: value };

/** @param {Record<string, any>} form @param {string[]} targets @param {string[]} providers @returns {import('../../lib/fields.js').Field[]} */
function fields(form, targets, providers) {
  const simple = (/** @type {Record<string, any>} */ all) => all.form !== 'xacml';
  const plain = (/** @type {string[]} */ all) => all.map(value => ({ value, label: value }));
  const about = t('roles.about');
  const holds = t('roles.holds');
  return [
    { name: 'name', label: t('roles.name'), kind: 'text', required: true, help: t('roles.ruleNameHelp') },
    { name: 'description', label: t('roles.description'), kind: 'text' },
    { name: 'form', label: t('roles.form'), kind: 'choice', required: true, options: [
      { value: 'simple', label: t('roles.simple') }, { value: 'xacml', label: t('roles.xacml') }] },
    { name: 'effect', label: t('roles.says'), kind: 'choice', required: true, when: simple, options: [
      { value: 'permit', label: t('roles.permit') }, { value: 'deny', label: t('roles.deny') }] },
    { name: 'targets', label: t('roles.targets'), kind: 'checks', group: about, options: plain(targets), help: t('roles.noneIsAll') },
    { name: 'resourceTypes', label: t('roles.types'), kind: 'checks', group: about, options: plain(['User', 'Group']), help: t('roles.noneIsUsers') },
    { name: 'operations', label: t('roles.operations'), kind: 'checks', group: about, options: plain(['create', 'update']), help: t('roles.noneIsAll') },
    { name: 'serviceProviders', label: t('roles.providers'), kind: 'checks', group: about, options: plain(providers), advanced: true, help: t('roles.noneIsAll') },
    { name: 'roles', label: t('roles.rolesOrGroups'), kind: 'lines', group: holds, when: simple, help: t('roles.oneEnough') },
    { name: 'condition', label: t('roles.condition'), kind: 'code', group: holds, when: simple, help: t('roles.accessConditionHelp') },
    { name: 'window.days', label: t('roles.windowDays'), kind: 'checks', group: holds, when: simple, advanced: true,
      options: DAYS.map(value => ({ value, label: t(`roles.day.${value}`) })) },
    { name: 'window.from', label: t('roles.windowFrom'), kind: 'text', hint: '08:00', group: holds, when: simple, advanced: true },
    { name: 'window.to', label: t('roles.windowTo'), kind: 'text', hint: '18:00', group: holds, when: simple, advanced: true },
    { name: 'window.zone', label: t('roles.windowZone'), kind: 'text', hint: 'Europe/Berlin', group: holds, when: simple, advanced: true },
    { name: 'xacml', label: t('roles.xacml'), kind: 'code', group: holds, required: form.form === 'xacml', when: all => !simple(all), help: t('roles.xacmlHelp') },
    { name: 'enabled', label: t('roles.enabled'), kind: 'boolean' },
  ];
}

/** @param {any} rule */
const details = rule => html`${facts([
  [t('roles.state'), status(rule.enabled ? 'enabled' : 'disabled')],
  [t('roles.says'), effect(rule)],
  [t('roles.targets'), rule.targets.join(', ') || t('roles.allTargets')],
  [t('roles.providers'), rule.serviceProviders.join(', ')],
  [t('roles.types'), rule.resourceTypes.join(', ')],
  [t('roles.operations'), rule.operations.join(', ')],
  [t('roles.rolesOrGroups'), (rule.roles ?? []).join(', ')],
  [t('roles.condition'), rule.condition ? html`<code>${rule.condition}</code>` : ''],
  [t('roles.window'), rule.window ? `${(rule.window.days ?? []).map((/** @type {string} */ day) => t(`roles.day.${day}`)).join(', ')} ${rule.window.from ?? ''}–${rule.window.to ?? ''} ${rule.window.zone ?? ''}` : ''],
  [t('roles.validFrom'), rule.validFrom ? time(rule.validFrom, { exact: true }) : ''],
  [t('roles.validUntil'), rule.validUntil ? time(rule.validUntil, { exact: true }) : ''],
])}${rule.xacml ? html`<pre tabindex="0" aria-label=${t('roles.xacml')} class="policy">${rule.xacml}</pre>` : nothing}`;

/** What the rules say of somebody at a target, without anything being done. */
class Trial {
  /** @type {{rule: string, form: import('../../lib/form.js').Form, decision: any}|undefined} */
  #shown = undefined;

  /** @param {import('../../lib/context.js').Context} ctx @param {() => string[]} targets */
  constructor(ctx, targets) {
    this.ctx = ctx;
    this.targets = targets;
  }

  /** @param {any} rule */
  view(rule) {
    if (!this.ctx.may('scim.users.read')) return nothing;
    const shown = this.#shown?.rule === rule.name ? this.#shown : this.#begin(rule);
    this.#shown = shown;
    const { form, decision } = /** @type {NonNullable<typeof shown>} */ (shown);
    return html`<h3 class="h3">${t('roles.try')}</h3><p class="sub">${t('roles.tryText')}</p>${form.view()}
      <div aria-live="polite">${decision ? verdict(decision) : nothing}</div>`;
  }

  /** @param {any} rule */
  #begin(rule) {
    const people = new People(this.ctx);
    const shown = { rule: rule.name, decision: /** @type {any} */ (undefined), form: this.ctx.form({
      fields: values => [
        people.field('resource', t('roles.user'), values.resource),
        { name: 'target', label: t('roles.target'), kind: 'choice', required: true,
          options: (rule.targets.length > 0 ? rule.targets : this.targets()).map((/** @type {string} */ value) => ({ value, label: value })) },
        { name: 'at', label: t('roles.atTime'), kind: 'datetime', help: t('roles.atTimeHelp') },
        { name: 'alone', label: t('roles.alone'), kind: 'boolean' },
      ],
      values: { alone: true },
      action: t('roles.tryIt'),
      save: async values => {
        const { alone, ...question } = values;
        shown.decision = undefined;
        shown.decision = (await this.ctx.api.post('/rules/decision', {
          ...question, ...(alone ? { rule: rule.name } : {}), resource: await people.id(values.resource, 'resource'),
        })).body;
      },
    }) };
    return shown;
  }
}

/** @param {any} decision */
const verdict = decision => html`${banner(decision.permitted ? 'ok' : 'fail', html`<strong>${t(decision.permitted ? 'roles.permitted' : 'roles.refused')}</strong>
    ${decision.why}`)}
  ${decision.rules.length > 0 ? html`<div class="tw" tabindex="0" role="region" aria-label=${t('roles.tab.access')}><table>
    <thead><tr><th scope="col">${t('roles.rule')}</th><th scope="col">${t('roles.says')}</th><th scope="col">${t('roles.why')}</th></tr></thead>
    <tbody>${decision.rules.map((/** @type {any} */ rule) => html`<tr><th scope="row">${rule.rule}${rule.part ? html`<span class="sub">${rule.part}</span>` : nothing}</th>
      <td>${pill(TONES[rule.decision], t(`roles.decision.${rule.decision}`))}</td><td>${rule.why}</td></tr>`)}</tbody></table></div>` : nothing}`;

/** @type {Record<string, import('../../lib/status.js').Tone>} */
const TONES = { permit: 'ok', deny: 'fail', 'not-applicable': 'skip', error: 'warn' };
