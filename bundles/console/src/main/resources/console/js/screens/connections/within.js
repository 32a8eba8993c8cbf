// @ts-check
// A screen of several parts - a list, one of it, a new one: which, by the beginning of the address.

/**
 * @param {import('../../lib/context.js').Context} ctx
 * @param {(path: string[]) => [string, () => import('../../lib/context.js').Screen]} choose names the part for an address,
 *     and makes it
 * @returns {import('../../lib/context.js').Screen}
 */
export function within(ctx, choose) {
  let [at, make] = choose(ctx.path);
  let part = make();
  return {
    view: () => part.view(),
    changed: () => {
      const [now, other] = choose(ctx.path);
      if (now === at) {
        part.changed?.();
        return;
      }
      part.closed?.();
      at = now;
      part = other();
    },
    closed: () => part.closed?.(),
  };
}
