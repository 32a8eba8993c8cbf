// @ts-check
// One target: a configured connector of an identity provider, and making a new one.

import { within } from './connections/within.js';
import { NewTarget } from './connections/new-target.js';
import { Target } from './connections/target.js';
import { listOfTargets } from './connections/target-list.js';

/** @param {import('../lib/context.js').Context} ctx */
export const open = ctx => within(ctx, ([id]) => {
  if (!id) return listOfTargets(ctx);
  return id === 'new' ? new NewTarget(ctx) : new Target(ctx, id);
});
