// @ts-check
// From records of the journal and the calls of an operation to steps on a time axis. Pure.

/**
 * @typedef {import('./types.js').Operation} Operation
 * @typedef {import('./types.js').Change} Change
 * @typedef {import('./types.js').Call} Call
 *
 * @typedef {object} Step
 * @property {string} key of its text: accepted, selected, mapped, queued, call, waited, waiting, result
 * @property {'ok'|'fail'|'warn'|'wait'|'run'|'off'|'hand'} tone
 * @property {number} start milliseconds since the axis begins
 * @property {number} length milliseconds
 * @property {Record<string, string|number>} args for its texts
 * @property {Call} [call]
 *
 * @typedef {{from: number, span: number, steps: Step[]}} Layout
 */

/** A pause shorter than this is not worth a row of its own. */
const PAUSE_MILLIS = 200;
const FINISHED = new Set(['done', 'superseded', 'discarded']);
const GOOD = new Set(['applied', 'found', 'absent', 'pending']);

/**
 * @param {Operation} operation
 * @param {Change|undefined} change absent where the person may not read the journal
 * @param {Call[]} calls oldest first
 * @param {number} now milliseconds since 1970
 * @returns {Layout}
 */
export function layout(operation, change, calls, now) {
  const from = Math.min(Date.parse(change ? change.at : operation.created), Date.parse(operation.created));
  const steps = [
    ...accepted(operation, change, from),
    ...mapped(calls, from),
    ...attempts(operation, calls, from),
    ...ending(operation, calls, from, now),
  ];
  const span = steps.reduce((most, step) => Math.max(most, step.start + step.length), 0);
  return { from, span: Math.max(span, 1), steps };
}

/**
 * @param {Operation} operation
 * @param {Change|undefined} change
 * @param {number} from
 * @returns {Step[]}
 */
function accepted(operation, change, from) {
  if (!change) return [];
  const start = Date.parse(change.at) - from;
  const reason = reasonFor(change, operation.targetName);
  return [
    { key: 'accepted', tone: 'ok', start, length: 0,
      args: { actor: change.actor, channel: change.channel, serviceProvider: change.serviceProvider } },
    { key: reason ? 'selected.reason' : 'selected', tone: 'ok', start, length: 0,
      args: { reason: reason ?? '', target: operation.targetName, configuration: change.configuration } },
  ];
}

/**
 * Why a target was chosen, where it had to be weighed.
 *
 * @param {Change} change
 * @param {string} target
 * @returns {string|undefined}
 */
export function reasonFor(change, target) {
  const reasons = change.decisions && change.decisions.reasons;
  if (!Array.isArray(reasons)) return undefined;
  const mine = reasons.find(each => each && each.target === target);
  return mine && mine.reason;
}

/**
 * @param {Call[]} calls
 * @param {number} from
 * @returns {Step[]}
 */
function mapped(calls, from) {
  const first = calls.find(call => call.request && call.request.attributes);
  if (!first) return [];
  return [{
    key: 'mapped', tone: 'ok', start: Date.parse(first.started) - from, length: 0,
    args: { n: Object.keys(first.request?.attributes ?? {}).length },
  }];
}

/**
 * @param {Operation} operation
 * @param {Call[]} calls
 * @param {number} from
 * @returns {Step[]}
 */
function attempts(operation, calls, from) {
  /** @type {Step[]} */
  const steps = [];
  let until = Date.parse(operation.created) - from;
  calls.forEach((call, i) => {
    const start = Date.parse(call.started) - from;
    if (start - until >= PAUSE_MILLIS) {
      steps.push({ key: i === 0 ? 'queued' : 'waited', tone: 'wait', start: until, length: start - until, args: {} });
    }
    steps.push({
      key: 'call', tone: toneOf(call), start, length: call.tookMillis, call,
      args: { number: call.number, action: call.action, result: call.result, detail: call.detail },
    });
    until = start + call.tookMillis;
  });
  return steps;
}

/** @param {Call} call @returns {'ok'|'fail'|'warn'|'hand'} */
function toneOf(call) {
  if (call.result === 'pending') return 'hand';
  if (GOOD.has(call.result)) return 'ok';
  return call.result === 'throttled' || call.result === 'conflict' ? 'warn' : 'fail';
}

/**
 * @param {Operation} operation
 * @param {Call[]} calls
 * @param {number} from
 * @param {number} now
 * @returns {Step[]}
 */
function ending(operation, calls, from, now) {
  const last = calls[calls.length - 1];
  const until = last ? Date.parse(last.started) + last.tookMillis : Date.parse(operation.created);
  const start = until - from;
  if (FINISHED.has(operation.state)) {
    const at = operation.finished ? Date.parse(operation.finished) : until;
    const tone = operation.state === 'done' ? 'ok' : 'off';
    return [{ key: operation.state, tone, start: Math.max(at - from, start), length: 0, args: { detail: operation.detail } }];
  }
  if (operation.state === 'dead') {
    return [{ key: 'dead', tone: 'fail', start, length: 0, args: { detail: operation.detail } }];
  }
  const tone = operation.state === 'waiting' ? 'run' : 'hand';
  const end = operation.due ? Math.max(Date.parse(operation.due), now) : now;
  return [{ key: operation.state, tone, start, length: Math.max(end - until, 0), args: { detail: operation.detail } }];
}

/**
 * Round places on an axis, at most six.
 *
 * @param {number} span milliseconds
 * @returns {number[]} milliseconds, the first 0
 */
export function ticks(span) {
  const step = STEPS.find(each => span / each <= 5) ?? Math.ceil(span / 5 / 86_400_000) * 86_400_000;
  const places = [];
  for (let at = 0; at <= span; at += step) places.push(at);
  return places;
}

const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 15_000, 30_000,
  60_000, 120_000, 300_000, 600_000, 900_000, 1_800_000, 3_600_000, 7_200_000, 10_800_000,
  21_600_000, 43_200_000, 86_400_000, 172_800_000];

/**
 * A length of time in the largest unit that tells it.
 *
 * @param {number} millis
 * @returns {string}
 */
export function duration(millis) {
  if (millis < 1_000) return `${Math.round(millis)} ms`;
  if (millis < 10_000) return `${trim(millis / 1_000)} s`;
  if (millis < 120_000) return `${Math.round(millis / 1_000)} s`;
  if (millis < 7_200_000) return `${Math.round(millis / 60_000)} min`;
  if (millis < 172_800_000) return `${trim(millis / 3_600_000)} h`;
  return `${Math.round(millis / 86_400_000)} d`;
}

/** @param {number} value */
const trim = value => value.toFixed(1).replace(/\.0$/, '');

/**
 * The step that is open at first: the last that failed, else none.
 *
 * @param {Step[]} steps
 * @returns {number} -1 for none
 */
export function firstOpen(steps) {
  for (let i = steps.length - 1; i >= 0; i--) {
    if (steps[i].call && (steps[i].tone === 'fail' || steps[i].tone === 'warn')) return i;
  }
  return -1;
}
