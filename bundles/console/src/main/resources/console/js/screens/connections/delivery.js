// @ts-check
// How changes are brought to a target: the form of its `delivery`.

import { t } from '../../lib/text.js';
import { at, fields, put } from './field.js';
import { lines } from './settings.js';

const ABILITIES = ['read', 'search', 'changes', 'describe', 'check', 'password', 'plan'];

/**
 * @param {() => any} target
 * @param {boolean} may change it
 */
export function deliveryForm(target, may) {
  const f = fields('targets');
  const who = t('targets.group-who');
  const how = t('targets.group-how');
  const ends = t('targets.group-ends');
  const pace = t('targets.group-pace');
  /** @type {import('../../lib/fields.js').Field[]} */
  const all = [
    f('delivery.accountsFor', 'choice', { group: who, required: true, values: ['everyone', 'assigned'] }),
    f('delivery.passwords', 'choice', { group: who, required: true, values: ['never', 'default', 'pass-through'] }),
    f('delivery.adopt', 'choice', { group: who, required: true, values: ['never', 'if-correlated', 'if-unmanaged', 'always'] }),
    f('delivery.correlateBy', 'lines', { group: who, when: values => values['delivery.adopt'] === 'if-correlated' }),
    f('delivery.mode', 'choice', { group: how, required: true, values: ['non-blocking', 'blocking', 'require'] }),
    f('delivery.waitSeconds', 'integer', { group: how, min: 1, max: 60, unit: t('connections.seconds'), when: values => values['delivery.mode'] !== 'non-blocking' }),
    f('delivery.dependsOn', 'lines', { group: how, hint: 'hr-directory: strict' }),
    f('delivery.whenDeleted', 'choice', { group: ends, required: true, values: ['delete', 'disable', 'update'] }),
    f('delivery.deleteAfterDays', 'integer', { group: ends, min: 0, max: 3650, unit: t('connections.days'), when: values => values['delivery.whenDeleted'] !== 'delete' }),
    f('delivery.whenGone', 'choice', { group: ends, required: true, values: ['recreate', 'mark-missing', 'stop'] }),
    f('delivery.guard.most', 'integer', { group: ends, min: 0, unit: t('connections.accounts') }),
    f('delivery.guard.percent', 'integer', { group: ends, min: 0, max: 100, unit: '%' }),
    f('delivery.concurrency', 'integer', { group: pace, min: 1, max: 64, advanced: true }),
    f('delivery.ratePerSecond', 'integer', { group: pace, min: 0, max: 10000, unit: t('connections.per-second'), advanced: true }),
    f('delivery.timeoutSeconds', 'integer', { group: pace, min: 1, max: 600, unit: t('connections.seconds'), advanced: true }),
    f('delivery.maxAttempts', 'integer', { group: pace, min: 0, advanced: true }),
    f('delivery.maxAgeHours', 'integer', { group: pace, min: 1, max: 8760, unit: t('connections.hours'), advanced: true }),
    f('delivery.without', 'checks', { group: pace, advanced: true,
      options: ABILITIES.map(value => ({ value, label: t('connections.can-' + value) })) }),
  ];
  return {
    fields: may ? all : all.map(field => ({ ...field, fixed: true })),
    /** What the form begins with. @param {any} delivery */
    write: delivery => ({
      ...Object.fromEntries(all.map(field => [field.name, at({ delivery }, field.name)])),
      'delivery.dependsOn': (delivery.dependsOn || []).map((/** @type {any} */ one) => `${one.target}: ${one.order}`).join('\n'),
    }),
    /** What is sent. @param {Record<string, any>} values @param {any} before */
    read: (values, before) => {
      const dependsOn = lines((values['delivery.dependsOn'] || []).join('\n')).map(dependency);
      return put({ delivery: before }, { ...values, 'delivery.dependsOn': dependsOn }).delivery;
    },
  };
}

/** `hr-directory: strict` @param {string} line */
function dependency(line) {
  const [target, order] = line.split(':').map(part => part.trim());
  return order ? { target, order } : { target };
}
