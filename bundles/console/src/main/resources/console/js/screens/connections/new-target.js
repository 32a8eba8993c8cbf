// @ts-check
// Connects a system: which kind it is, then what its connector needs to know.

import { html, nothing } from '../../lib/html.js';
import { empty, head, linkButton, show } from '../../lib/page.js';
import { href } from '../../lib/router.js';
import { t } from '../../lib/text.js';
import { toast } from '../../lib/toast.js';
import { fields } from './field.js';
import { targetHref, targetsHref } from './places.js';
import { draftOf, fieldsOf, settingsOf } from './settings.js';
import { typeIcon } from './type-icon.js';

const NEW = '+';

export class NewTarget {
  /** @param {import('../../lib/context.js').Context} ctx */
  constructor(ctx) {
    this.ctx = ctx;
    this.types = ctx.data(async () => (await ctx.api.get('/connector-types', { limit: 500 })).items);
    this.providers = ctx.data(async () => (await ctx.api.get('/identity-providers', { limit: 500 })).items);
    /** @type {import('../../lib/form.js').Form|null} */
    this.form = null;
    this.formOf = '';
  }

  view() {
    const id = this.ctx.query.type;
    return html`${head({
      crumbs: [[t('frame.nav-identity-providers'), href(['identity-providers'])], [t('targets.title'), targetsHref()]],
      title: t('targets.new'), sub: id ? nothing : t('targets.new-sub'),
    })}${show(this.types, types => (id ? this.#settings(types.find((/** @type {any} */ type) => type.id === id)) : this.#choice(types)))}`;
  }

  /** @param {any[]} types */
  #choice(types) {
    if (!types.length) return empty({ icon: 'plug', title: t('targets.no-types'), text: t('targets.no-types-text') });
    return html`<ul class="kinds">${types.map(type => html`<li><a class="card kind" href=${this.ctx.here({ type: type.id })}>
      ${typeIcon(type)}<span><strong>${type.name}</strong><span class="sub">${type.description}</span></span></a></li>`)}</ul>`;
  }

  /** @param {any} type */
  #settings(type) {
    if (!type) return empty({ icon: 'plug', title: t('targets.no-type'), action: linkButton({ label: t('targets.choose'), href: this.ctx.here({ type: null }) }) });
    return show(this.providers, providers => {
      if (this.formOf !== type.id) this.#begin(type, providers);
      return html`<div class="split-b"><div>${this.form?.view({ foot: linkButton({ label: t('targets.choose'), href: this.ctx.here({ type: null }) }) })}</div>
        <aside class="stack"><section class="card" aria-label=${type.name}><div class="kind flat">${typeIcon(type)}<span><strong>${type.name}</strong>
          <span class="sub">${type.description}</span></span></div><p class="sub">${type.bundle}</p></section></aside></div>`;
    });
  }

  /** @param {any} type @param {any[]} providers */
  #begin(type, providers) {
    this.formOf = type.id;
    const f = fields('targets');
    const general = t('targets.group-general');
    const options = [...providers.map(one => ({ value: one.name, label: one.displayName || one.name })),
      { value: NEW, label: t('targets.new-provider') }];
    this.form = this.ctx.form({
      fields: [
        f('name', 'text', { required: true, group: general, hint: 'hr-directory' }),
        f('identityProvider', 'choice', { required: true, group: general, options }),
        ...fieldsOf(type.properties, [], key => t('targets.group-' + key)),
      ],
      values: { identityProvider: this.ctx.query.identityProvider || (providers.length === 1 ? providers[0].name : NEW), ...draftOf(type.properties, {}) },
      action: t('targets.create'),
      save: () => this.#create(type),
      saved: target => {
        toast(t('targets.created', { name: target.name }));
        this.ctx.go(targetHref(target.id, undefined, { tested: 'now' }));
      },
    });
  }

  /** @param {any} type */
  async #create(type) {
    const values = /** @type {import('../../lib/form.js').Form} */ (this.form).values;
    const name = String(values.name || '').trim();
    let identityProvider = values.identityProvider;
    if (identityProvider === NEW) {
      await this.ctx.api.post('/identity-providers', { name });
      identityProvider = name;
      values.identityProvider = name;
      this.providers.reload();
    }
    return (await this.ctx.api.post('/targets', { name, identityProvider, connectorType: type.id,
      settings: settingsOf(type.properties, values) })).body;
  }
}
