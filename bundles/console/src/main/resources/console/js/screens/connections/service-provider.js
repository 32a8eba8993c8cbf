// @ts-check
// One service provider: what it may do, where its changes go, and what it signs in with.

import { html, nothing } from '../../lib/html.js';
import { button, facts, head, identifier, show, tabs } from '../../lib/page.js';
import { confirm } from '../../lib/dialog.js';
import { href } from '../../lib/router.js';
import { pill } from '../../lib/status.js';
import { t } from '../../lib/text.js';
import { toast } from '../../lib/toast.js';
import { Credentials } from './credentials.js';
import { fields, put, valuesOf } from './field.js';

const f = fields('service-providers');
const RESIDENT = 'resident';
const SCOPES = ['scim.users.read', 'scim.users.write', 'scim.users.delete', 'scim.groups.read', 'scim.groups.write',
  'scim.groups.delete', 'scim.roles.read', 'scim.roles.write', 'scim.bulk', 'soap.provision', 'federation.assert', 'discovery',
  'config.read', 'config.write', 'queue.read', 'queue.operate', 'audit.read', 'audit.erase', 'metrics.read', 'tokens.introspect'];

const who = () => [
  f('userStore', 'text', { hint: 'PRIMARY' }),
  f('scopes', 'checks', { options: SCOPES.map(value => ({ value, label: value })) }),
];

const where = () => [
  f('mode', 'choice', { required: true, values: ['persist-and-provision', 'persist', 'provision-only'] }),
  f('targets', 'lines', { wide: true, hint: 'hr-directory\nmail: blocking, no-rules, no-jit', when: values => values.mode !== 'persist' }),
];

const trust = () => [
  f('secretsAllowed', 'boolean'),
  f('subjects', 'lines', { hint: 'corporate = hr-system' }),
  f('certificates', 'lines'),
  f('redirectUris', 'lines', { hint: 'https://wiki.example.org/back' }),
];

/** @param {any[]|undefined} targets */
const targetLines = targets => (targets || []).map(one => {
  if (typeof one === 'string') return one;
  const more = [one.mode, one.rules === false ? 'no-rules' : '', one.jit === false ? 'no-jit' : ''].filter(Boolean);
  return one.target + (more.length ? ': ' + more.join(', ') : '');
}).join('\n');

/** `mail: blocking, no-rules` @param {string} line */
function targetOf(line) {
  const [target, rest] = line.split(':').map(part => part.trim());
  if (!rest) return target;
  const words = rest.split(/[,\s]+/).filter(Boolean);
  const mode = words.find(word => !word.startsWith('no-'));
  return { target, ...(mode ? { mode } : {}), rules: !words.includes('no-rules'), jit: !words.includes('no-jit') };
}

/** What is sent for what was typed. @param {Record<string, any>} values */
function read(values) {
  const sent = { ...values };
  if ('targets' in values) sent.targets = (values.targets || []).map(targetOf);
  if ('subjects' in values) {
    sent.subjects = (values.subjects || []).map((/** @type {string} */ line) => {
      const [issuer, ...rest] = line.split('=').map(part => part.trim());
      return { issuer, subject: rest.join('=') };
    });
  }
  return sent;
}

/** What a form begins with. @param {any} provider @param {import('../../lib/fields.js').Field[]} all */
const write = (provider, all) => ({ ...valuesOf(provider, all), targets: targetLines(provider.targets),
  subjects: (provider.subjects || []).map((/** @type {any} */ one) => `${one.issuer} = ${one.subject}`).join('\n') });

export class NewServiceProvider {
  /** @param {import('../../lib/context.js').Context} ctx */
  constructor(ctx) {
    this.form = ctx.form({
      fields: [f('name', 'text', { required: true, hint: 'hr-feed' }), f('description', 'text'), ...who(), ...where()],
      values: { userStore: 'PRIMARY', mode: 'persist-and-provision', scopes: ['scim.users.read', 'scim.users.write'] },
      action: t('service-providers.create'),
      save: values => ctx.api.post('/service-providers', read(values)),
      saved: ({ body }) => { toast(t('connections.saved')); ctx.go(href(['service-providers', body.id, 'credentials'])); },
      cancel: () => ctx.go(href(['service-providers'])),
    });
  }

  view() {
    return html`${head({ title: t('service-providers.new'), sub: t('service-providers.new-sub'), crumbs: [[t('frame.nav-service-providers'), href(['service-providers'])]] })}${this.form.view()}`;
  }
}

/** @type {Record<string, () => import('../../lib/fields.js').Field[]>} */
const PARTS = { general: () => [f('description', 'text', { wide: true }), ...who()], provisioning: where, trust };

export class ServiceProvider {
  /** @type {Record<string, import('../../lib/form.js').Form>} */
  #forms = {};

  /** @param {import('../../lib/context.js').Context} ctx @param {string} id */
  constructor(ctx, id) {
    this.ctx = ctx;
    this.id = id;
    this.provider = ctx.data(() => this.#read());
    this.credentials = new Credentials(ctx, id);
  }

  get #may() {
    return this.ctx.may('config.write');
  }

  /** The resident one says less of itself. @param {any} provider */
  #tabs(provider) {
    return provider.name === RESIDENT ? ['general', 'provisioning'] : ['general', 'provisioning', 'credentials', 'trust'];
  }

  async #read() {
    const { body, etag } = await this.ctx.api.read(`/service-providers/${this.id}`);
    for (const [name, form] of Object.entries(this.#forms)) form.fill(write(body, PARTS[name]()), etag);
    return { ...body, etag };
  }

  view() {
    return show(this.provider, provider => {
      const all = this.#tabs(provider);
      const tab = all.includes(this.ctx.path[1]) ? this.ctx.path[1] : 'general';
      return html`${this.#head(provider)}
        ${tabs(all.map(id => ({ id, label: t('service-providers.tab-' + id), href: this.ctx.here({}, [this.id, id]) })), tab)}
        ${tab === 'credentials' ? this.credentials.view(this.#may && provider.secretsAllowed) : this.#form(tab, provider)}`;
    }, { rows: 8 });
  }

  /** @param {any} provider */
  #head(provider) {
    const resident = provider.name === RESIDENT;
    return head({
      crumbs: [[t('frame.nav-service-providers'), href(['service-providers'])]],
      title: html`${provider.name} ${provider.enabled ? nothing : pill('off', t('connections.off'))}`,
      sub: resident ? t('service-providers.resident-sub') : html`${t('service-providers.client-id')} ${identifier(provider.id)}`,
      actions: this.#may && !resident ? html`
        ${button({ label: t(provider.enabled ? 'connections.switch-off' : 'connections.switch-on'), run: () => this.#switch(provider) })}
        ${button({ label: t('connections.delete'), icon: 'trash', tone: 'danger', run: () => this.#delete(provider) })}` : nothing,
    });
  }

  /** @param {string} tab @param {any} provider */
  #form(tab, provider) {
    const shown = () => PARTS[tab]().filter(field => provider.name !== RESIDENT || ['description', 'mode', 'targets'].includes(field.name))
      .map(field => ({ ...field, fixed: !this.#may }));
    const form = this.#forms[tab] ??= this.ctx.form({
      fields: shown,
      values: write(provider, PARTS[tab]()), etag: provider.etag,
      save: (values, etag) => this.#save(read(values), etag),
      present: async () => { const { body, etag } = await this.ctx.api.read(`/service-providers/${this.id}`); return { values: write(body, PARTS[tab]()), etag }; },
      saved: () => { toast(t('connections.saved')); this.provider.reload(); },
      nameOf: path => path.replace(/\[\d+].*$/, ''),
    });
    return html`<p class="lead">${t('service-providers.about-' + tab)}</p>${this.#may ? form.view() : form.body()}
      ${tab === 'general' && provider.name === RESIDENT ? facts([[t('service-providers.store'), provider.userStore]]) : nothing}`;
  }

  /** @param {any} change @param {string|null} etag */
  async #save(change, etag) {
    const { etag: old, ...provider } = this.provider.value;
    const there = old === etag ? provider : await this.ctx.api.get(`/service-providers/${this.id}`);
    return this.ctx.api.put(`/service-providers/${this.id}`, put(there, change), etag);
  }

  /** @param {any} provider */
  async #switch(provider) {
    const run = async () => {
      // Its secrets are part of its version; what is switched is this one thing, whatever else there is by now.
      const { body, etag } = await this.ctx.api.read(`/service-providers/${this.id}`);
      await this.ctx.api.put(`/service-providers/${this.id}`, { ...body, enabled: !provider.enabled }, etag);
      toast(t('connections.saved'));
      await this.provider.reload();
    };
    if (provider.enabled) {
      await confirm({ title: t('service-providers.off-title', { name: provider.name }), text: t('service-providers.off-text'), danger: true, action: t('connections.switch-off'), run });
      return;
    }
    try { await run(); } catch (/** @type {any} */ error) { toast(error.message, 'fail'); }
  }

  /** @param {any} provider */
  async #delete(provider) {
    const gone = await confirm({ title: t('service-providers.delete-title', { name: provider.name }), text: t('service-providers.delete-text'), danger: true,
      type: provider.name, action: t('connections.delete'), run: async () => {
        const { etag } = await this.ctx.api.read(`/service-providers/${this.id}`);
        await this.ctx.api.delete(`/service-providers/${this.id}`, etag);
      } });
    if (!gone) return;
    toast(t('service-providers.deleted', { name: provider.name }));
    this.ctx.go(href(['service-providers']));
  }
}
