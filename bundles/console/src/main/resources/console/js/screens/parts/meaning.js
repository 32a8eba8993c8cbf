// @ts-check
// What the state of an operation means for a person: which sentence, how grave, what can be done. Pure.

/**
 * @typedef {import('./types.js').Operation} Operation
 * @typedef {import('./types.js').TargetStatus} TargetStatus
 * @typedef {{key: string, tone: 'ok'|'warn'|'fail'|'info'|'hand'|'off', safe?: 'yes'|'looked-up'|'no-use'}} Meaning
 */

/** @type {Record<string, Meaning>} */
const DEAD = {
  conflict: { key: 'dead.conflict', tone: 'fail', safe: 'no-use' },
  gone: { key: 'dead.gone', tone: 'fail', safe: 'no-use' },
  invalid: { key: 'dead.invalid', tone: 'fail', safe: 'no-use' },
  unknown: { key: 'dead.unknown', tone: 'fail', safe: 'looked-up' },
};

/** @type {Record<string, Meaning>} */
const WAITING = {
  throttled: { key: 'waiting.throttled', tone: 'warn', safe: 'yes' },
  unknown: { key: 'waiting.unknown', tone: 'warn', safe: 'looked-up' },
  authentication: { key: 'waiting.authentication', tone: 'fail', safe: 'yes' },
  configuration: { key: 'waiting.configuration', tone: 'fail', safe: 'yes' },
};

/**
 * @param {Operation} operation
 * @param {TargetStatus} [status] of its target, where it could be read
 * @returns {Meaning}
 */
export function meaningOf(operation, status) {
  switch (operation.state) {
    case 'dead': return DEAD[operation.failure ?? ''] ?? { key: 'dead', tone: 'fail', safe: 'yes' };
    case 'held': return { key: 'held', tone: 'hand' };
    case 'pending': return { key: 'pending', tone: 'hand' };
    case 'done': return { key: 'done', tone: 'ok' };
    case 'superseded': return { key: 'superseded', tone: 'off' };
    case 'discarded': return { key: 'discarded', tone: 'off' };
    default: return waiting(operation, status);
  }
}

/** @param {Operation} operation @param {TargetStatus} [status] @returns {Meaning} */
function waiting(operation, status) {
  if (status && status.state === 'maintenance') return { key: 'target.maintenance', tone: 'info' };
  if (status && status.state === 'absent') return { key: 'target.absent', tone: 'warn' };
  if (status && status.state === 'disabled') return { key: 'target.disabled', tone: 'info' };
  if (status && status.state === 'quarantined') return { key: 'target.quarantined', tone: 'fail', safe: 'yes' };
  if (operation.failure) return WAITING[operation.failure] ?? { key: 'waiting.transient', tone: 'warn', safe: 'yes' };
  if (status && status.state === 'troubled') return { key: 'target.troubled', tone: 'warn', safe: 'yes' };
  return { key: 'waiting', tone: 'info' };
}

/**
 * What a person may do with an operation in this state.
 *
 * @param {Operation} operation
 */
export function actionsFor(operation) {
  const open = operation.state === 'waiting' || operation.state === 'dead';
  return {
    retry: open,
    discard: open || operation.state === 'pending' || operation.state === 'held',
    edit: operation.state === 'dead' && operation.kind !== 'delete',
    finish: operation.state === 'pending',
  };
}

/** Glyph and colour of a state; the word is a text of its own. */
export const STATE_TONE = {
  waiting: 'wait', pending: 'hand', done: 'ok', superseded: 'skip', dead: 'fail', held: 'hand', discarded: 'off',
};
