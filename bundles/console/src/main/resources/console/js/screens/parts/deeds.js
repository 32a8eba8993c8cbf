// @ts-check
// What a person does with one operation.

import { html, nothing } from '../../lib/html.js';
import { t } from '../../lib/text.js';
import { button, failure } from '../../lib/page.js';
import { confirm, dialog } from '../../lib/dialog.js';
import { toast } from '../../lib/toast.js';
import { nameOf } from './operation.js';

/**
 * @typedef {import('../../lib/context.js').Context} Context
 * @typedef {import('./types.js').Operation} Operation
 */

/** @param {Context} ctx @param {Operation} operation @param {() => void} after */
export async function retry(ctx, operation, after) {
  try {
    await ctx.api.post(`/operations/${operation.id}/retry`);
    toast(t('operations.retried', words(operation)));
  } catch (/** @type {any} */ error) {
    toast(error.message, 'fail');
  }
  after();
}

/** @param {Context} ctx @param {Operation} operation @param {() => void} after */
export async function discard(ctx, operation, after) {
  const done = await confirm({
    title: t('operations.discardTitle', words(operation)), text: t('operations.discardText', words(operation)),
    action: t('operations.discard'), danger: true, reason: true,
    run: reason => ctx.api.post(`/operations/${operation.id}/discard`, { reason }),
  });
  if (done) after();
}

/** @param {Context} ctx @param {Operation} operation @param {() => void} after */
export async function refuse(ctx, operation, after) {
  const done = await confirm({
    title: t('operations.refuseTitle', words(operation)), text: t('operations.refuseText'),
    action: t('operations.refuse'), danger: true, reason: true,
    run: reason => ctx.api.post(`/operations/${operation.id}/refuse`, { reason }),
  });
  if (done) after();
}

/** @param {Context} ctx @param {Operation} operation @param {() => void} after */
export async function complete(ctx, operation, after) {
  const fresh = operation.kind === 'create';
  const done = await confirm({
    title: t('operations.completeTitle', words(operation)), text: t(fresh ? 'operations.completeNewText' : 'operations.completeText'),
    action: t('operations.complete'), reason: fresh ? true : 'optional', label: t('operations.remoteId'),
    run: remoteId => ctx.api.post(`/operations/${operation.id}/complete`, remoteId ? { remoteId } : {}),
  });
  if (done) after();
}

/** @param {Operation} operation */
const words = operation => ({ name: nameOf(operation), target: operation.targetName, kind: t(`delivery.kind.${operation.kind}`) });

/**
 * What a dead operation sends, as JSON to be corrected.
 *
 * @param {Context} ctx @param {Operation} operation @param {() => void} after
 */
export async function edit(ctx, operation, after) {
  let text;
  try {
    text = JSON.stringify(await ctx.api.get(`/operations/${operation.id}/payload`), null, 2);
  } catch (/** @type {any} */ error) {
    toast(error.message, 'fail');
    return;
  }
  const state = { text, busy: false, error: /** @type {any} */ (null), bad: '' };
  const done = await dialog({
    title: t('operations.editTitle', words(operation)), wide: true,
    view: (close, update) => editor(state, close, update, async document => {
      await ctx.api.send('PUT', `/operations/${operation.id}/payload`, document);
      toast(t('operations.retried', words(operation)));
    }),
  });
  if (done) after();
}

/**
 * @param {{text: string, busy: boolean, error: any, bad: string}} state
 * @param {(value?: any) => void} close
 * @param {() => void} update
 * @param {(document: unknown) => Promise<void>} send
 */
function editor(state, close, update, send) {
  const submit = async (/** @type {Event} */ event) => {
    event.preventDefault();
    const parsed = parse(state.text);
    state.bad = parsed.bad;
    state.error = null;
    if (parsed.bad || state.busy) return update();
    state.busy = true;
    update();
    try {
      await send(parsed.document);
      close(true);
    } catch (error) {
      state.error = error;
      state.busy = false;
      update();
    }
  };
  return html`<form @submit=${submit}><div class="dtext">${t('operations.editText')}</div>
    ${state.error ? failure(state.error) : nothing}
    <div class=${state.bad ? 'field bad' : 'field'}><label for="payload">${t('operations.payload')}</label>
      <textarea id="payload" class="code" rows="16" spellcheck="false" .value=${state.text} aria-invalid=${state.bad ? 'true' : 'false'}
        aria-describedby="payload-bad" @input=${(/** @type {any} */ event) => { state.text = event.target.value; }}></textarea>
      <p id="payload-bad" class="err" role="alert">${state.bad}</p></div>
    <div class="dfoot">${button({ label: t('frame.cancel'), run: () => close(undefined) })}
      <button type="submit" class="btn primary" ?disabled=${state.busy}>${t('operations.sendThis')}</button></div></form>`;
}

/** @param {string} text @returns {{document: unknown, bad: string}} */
function parse(text) {
  try {
    const document = JSON.parse(text);
    const fits = typeof document === 'object' && document !== null && !Array.isArray(document);
    return { document, bad: fits ? '' : t('operations.noObject') };
  } catch (/** @type {any} */ error) {
    return { document: undefined, bad: t('operations.noJson', { why: error.message }) };
  }
}
