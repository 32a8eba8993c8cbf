// @ts-check
// Who is told when something goes wrong, and how.

import { html, nothing } from '../../lib/html.js';
import { confirm } from '../../lib/dialog.js';
import { formDialog } from '../../lib/form-dialog.js';
import { button, card, empty } from '../../lib/page.js';
import { pill } from '../../lib/status.js';
import { time } from '../../lib/time.js';
import { toast } from '../../lib/toast.js';
import { hasText, t } from '../../lib/text.js';

/** @typedef {import('../../lib/fields.js').Field} Field */
const CONDITIONS = ['target-quarantined', 'target-troubled', 'target-absent', 'target-back', 'operations-dead', 'removals-held', 'connector-rolled-back', 'database', 'disk',
  'certificate', 'audit-chain'];

/** @param {import('../../lib/context.js').Context} ctx */
export function alerts(ctx) {
  const writes = ctx.may('config.write');
  const table = ctx.table({
    id: 'alert-channels', label: t('settings.tab-alerts'), path: '/alert-channels', key: one => one.id,
    columns: [
      { id: 'name', label: t('settings.name'), view: one => html`<strong>${one.name}</strong><span class="sub">${t('settings.alert-' + one.type)}</span>` },
      { id: 'to', label: t('settings.alert-to'), value: one => one.settings.url || one.settings.to, view: one => one.settings.url || (one.settings.to || []).join(', ') },
      { id: 'conditions', label: t('settings.alert-when'), view: one => (one.conditions?.length ? one.conditions.map(condition).join(', ') : t('settings.alert-everything')) },
      { id: 'enabled', label: t('settings.state'), view: one => (one.lastFailure ? html`${pill('fail', t('settings.alert-failed'))}<span class="sub">${one.lastFailure}</span>`
        : one.enabled ? html`${pill('ok', t('settings.enabled'))}${one.lastSent ? html`<span class="sub">${time(one.lastSent)}</span>` : nothing}` : pill('off', t('settings.disabled'))) },
      { id: 'do', label: t('settings.actions'), value: () => '', view: one => (writes ? html`<span class="rowdo">${button({ label: t('settings.alert-test'), small: true, run: () => test(one) })}
        ${button({ label: t('settings.edit'), small: true, run: () => edit(one) })}${button({ label: t('settings.delete'), small: true, tone: 'danger', run: () => remove(one) })}</span>` : nothing) },
    ],
    empty: () => empty({ title: t('settings.no-alerts'), text: t('settings.no-alerts-text'), icon: 'alert' }),
  });
  /** @param {any} [one] @returns {(values: Record<string, any>) => Field[]} */
  const fields = one => values => [
    { name: 'name', label: t('settings.name'), kind: 'text', required: true, help: t('settings.alert-name-help') },
    { name: 'type', label: t('settings.alert-how'), kind: 'choice', required: true, fixed: !!one, options: ['webhook', 'email'].map(value => ({ value, label: t('settings.alert-' + value) })) },
    ...(values.type === 'email' ? mail(one) : webhook(one)),
    { name: 'conditions', label: t('settings.alert-when'), kind: 'checks', help: t('settings.alert-when-help'),
      options: [...new Set([...CONDITIONS, ...(one?.conditions || [])])].map(value => ({ value, label: condition(value) })) },
    { name: 'enabled', label: t('settings.enabled'), kind: 'boolean' },
  ];
  const body = (/** @type {any} */ values) => {
    const settings = Object.fromEntries(Object.entries(values).filter(([name, value]) => name.startsWith('settings.') && value !== undefined).map(([name, value]) => [name.slice(9), value]));
    return { name: values.name, type: values.type, enabled: values.enabled, conditions: values.conditions, settings };
  };
  const shown = (/** @type {any} */ one) => ({ ...one, ...Object.fromEntries(Object.entries(one.settings).map(([name, value]) => ['settings.' + name, value])) });
  const add = () => formDialog(ctx, {
    title: t('settings.alert-add'), wide: true, fields: fields(), values: { type: 'webhook', enabled: true, conditions: [], 'settings.security': 'starttls', 'settings.port': 587 }, action: t('settings.add'),
    save: values => ctx.api.post('/alert-channels', body(values)),
    saved: reply => { toast(t('settings.added', { name: reply.body.name })); table.reload(); },
  });
  const edit = async (/** @type {any} */ one) => {
    const there = await ctx.api.read('/alert-channels/' + one.id);
    await formDialog(ctx, {
      title: t('settings.edit-one', { name: one.name }), wide: true, fields: fields(there.body), values: shown(there.body), etag: there.etag,
      save: (values, etag) => ctx.api.put('/alert-channels/' + one.id, { ...body(values), targets: there.body.targets }, etag),
      present: async () => { const now = await ctx.api.read('/alert-channels/' + one.id); return { values: shown(now.body), etag: now.etag }; },
      saved: () => { toast(t('settings.saved', { name: one.name })); table.reload(); },
    });
  };
  const test = async (/** @type {any} */ one) => {
    try {
      const reply = await ctx.api.post(`/alert-channels/${one.id}/test`);
      toast(reply.body.sent ? t('settings.alert-sent', { name: one.name }) : html`<strong>${t('settings.alert-failed')}</strong> ${reply.body.detail}`, reply.body.sent ? 'ok' : 'fail');
    } catch (/** @type {any} */ error) {
      toast(error.message, 'fail');
    }
    table.reload();
  };
  const remove = (/** @type {any} */ one) => confirm({ title: t('settings.delete-one', { name: one.name }), text: t('settings.alert-delete-text'), action: t('settings.delete'), danger: true,
    run: async () => { await ctx.api.delete('/alert-channels/' + one.id, `"${one.version}"`); table.reload(); } });
  return () => card({ title: t('settings.tab-alerts'), sub: t('settings.alerts-text'), flush: true,
    actions: writes ? button({ label: t('settings.alert-add'), icon: 'plus', small: true, run: add }) : nothing, body: table.view() });
}

/** @param {string} key */
const condition = key => (hasText('settings.condition-' + key) ? t('settings.condition-' + key) : key);

/** @param {any} [one] @returns {Field[]} */
const webhook = one => [
  { name: 'settings.url', label: t('settings.alert-url'), kind: 'uri', required: true, wide: true },
  { name: 'settings.secret', label: t('settings.alert-secret'), kind: 'secret', isSet: !!one?.secretsSet?.includes('secret'), help: t('settings.alert-secret-help') },
];

/** @param {any} [one] @returns {Field[]} */
const mail = one => [
  { name: 'settings.host', label: t('settings.mail-host'), kind: 'text', required: true },
  { name: 'settings.port', label: t('settings.mail-port'), kind: 'integer', min: 1, max: 65535 },
  { name: 'settings.security', label: t('settings.mail-security'), kind: 'choice', options: ['starttls', 'tls', 'none'].map(value => ({ value, label: t('settings.mail-' + value) })) },
  { name: 'settings.user', label: t('settings.mail-user'), kind: 'text' },
  { name: 'settings.password', label: t('settings.mail-password'), kind: 'secret', isSet: !!one?.secretsSet?.includes('password') },
  { name: 'settings.from', label: t('settings.mail-from'), kind: 'email', required: true },
  { name: 'settings.to', label: t('settings.mail-to'), kind: 'lines', required: true, help: t('settings.mail-to-help') },
];
