// @ts-check
// A screen that shows a list, or one of it, or a new one: which, by the first part of the address.

/**
 * @param {import('../../lib/context.js').Context} ctx
 * @param {(path: string[]) => import('../../lib/context.js').Screen} make the part for an address
 * @returns {import('../../lib/context.js').Screen}
 */
export function within(ctx, make) {
  let at = ctx.path[0] || '';
  let part = make(ctx.path);
  return {
    view: () => part.view(),
    changed: () => {
      const now = ctx.path[0] || '';
      if (now === at) {
        part.changed?.();
        return;
      }
      part.closed?.();
      at = now;
      part = make(ctx.path);
    },
    closed: () => part.closed?.(),
  };
}
