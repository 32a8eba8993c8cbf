// @ts-check
// The same with many operations: those that were chosen, or all dead ones that a filter finds.

import { t } from '../../lib/text.js';
import { confirm } from '../../lib/dialog.js';
import { toast } from '../../lib/toast.js';

/**
 * @typedef {import('../../lib/context.js').Context} Context
 * @typedef {import('./types.js').Operation} Operation
 */

/** @param {Context} ctx @param {Operation[]} rows */
export async function retryChosen(ctx, rows) {
  await each(ctx, rows, 'operations.retriedMany', row => ctx.api.post(`/operations/${row.id}/retry`));
}

/** @param {Context} ctx @param {Operation[]} rows @returns {Promise<boolean>} whether it was done */
export function discardChosen(ctx, rows) {
  const targets = new Set(rows.map(row => row.targetName));
  return confirm({
    title: t('operations.discardManyTitle', { n: rows.length }),
    text: t('operations.discardManyText', { n: rows.length, targets: [...targets].join(', ') }),
    action: t('operations.discard'), danger: true, reason: true,
    type: rows.length >= 10 ? String(rows.length) : undefined,
    run: reason => each(ctx, rows, 'operations.discardedMany',
      row => ctx.api.post(`/operations/${row.id}/discard`, { reason })),
  });
}

/**
 * One after the other; what one refuses does not keep the others from being done.
 *
 * @param {Context} ctx @param {Operation[]} rows @param {string} words
 * @param {(row: Operation) => Promise<unknown>} deed
 */
async function each(ctx, rows, words, deed) {
  let done = 0;
  /** @type {string[]} */
  const refused = [];
  for (const row of rows) {
    try {
      await deed(row);
      done++;
    } catch (/** @type {any} */ error) {
      if (!error.status || error.status === 403) throw error;
      refused.push(error.message);
    }
  }
  if (done > 0) toast(t(words, { n: done }));
  if (refused.length > 0) toast(t('operations.refusedMany', { n: refused.length, why: refused[0] }), 'fail');
}

/** What the filter says of dead operations. @param {Context} ctx */
const selection = ctx => ({
  ...(ctx.query.target ? { target: ctx.query.target } : {}),
  ...(ctx.query.failure ? { failure: ctx.query.failure } : {}),
  ...(ctx.query.resource ? { resource: ctx.query.resource } : {}),
});

/** @param {Context} ctx */
function which(ctx) {
  const kind = ctx.query.failure ? t(`delivery.failure.${ctx.query.failure}`) : '';
  const at = ctx.query.target ? t('operations.whichAt', { target: ctx.query.target }) : t('operations.whichEverywhere');
  return kind ? t('operations.whichFailed', { at, kind }) : at;
}

/** @param {Context} ctx @param {import('../../lib/table.js').Table} table */
export async function retryAll(ctx, table) {
  const done = await confirm({
    title: t('operations.retryAllTitle'), text: t('operations.retryAllText', { which: which(ctx) }),
    action: t('operations.retryAll'),
    run: async () => {
      const reply = await ctx.api.post('/operations/retry', selection(ctx));
      toast(t('operations.retriedMany', { n: reply.body.operations }));
    },
  });
  if (done) table.reload();
}

/** @param {Context} ctx @param {import('../../lib/table.js').Table} table */
export async function discardAll(ctx, table) {
  const done = await confirm({
    title: t('operations.discardAllTitle'), text: t('operations.discardAllText', { which: which(ctx) }),
    action: t('operations.discardAll'), danger: true, reason: true, type: ctx.query.target || t('operations.everything'),
    run: async reason => {
      const reply = await ctx.api.post('/operations/discard', { ...selection(ctx), reason });
      toast(t('operations.discardedMany', { n: reply.body.operations }));
    },
  });
  if (done) table.reload();
}
