// @ts-check
// A form in a dialog.

import { html, nothing } from './html.js';
import { dialog } from './dialog.js';

/**
 * @param {import('./context.js').Context} ctx
 * @param {{title: string, text?: unknown, wide?: boolean} & import('./form.js').FormOptions} what
 * @returns {Promise<any>} what `save` gave; undefined when it was given up
 */
export async function formDialog(ctx, what) {
  /** @type {import('./form.js').Form|null} */
  let form = null;
  const result = await dialog({
    title: what.title, wide: what.wide,
    view: (close, update) => {
      if (!form) {
        form = ctx.form({ ...what, saved: result => { close(result ?? true); what.saved?.(result); }, cancel: () => close() });
        form.drawnBy(update);
      }
      return html`<div>${what.text ? html`<p class="dtext">${what.text}</p>` : nothing}${form.view()}</div>`;
    },
  });
  if (form) /** @type {import('./form.js').Form} */ (form).dirty = false;
  return result;
}
