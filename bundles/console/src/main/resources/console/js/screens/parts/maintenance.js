// @ts-check
// A target whose deliveries are paused, or go on.

import { t } from '../../lib/text.js';
import { button } from '../../lib/page.js';
import { confirm } from '../../lib/dialog.js';

/**
 * @param {import('../../lib/context.js').Context} ctx
 * @param {any} target as it was listed
 * @param {() => void} after
 */
export function pause(ctx, target, after) {
  const paused = !!target.delivery?.maintenance;
  const words = { target: target.name };
  const run = async () => {
    const done = await confirm({
      title: t(paused ? 'operations.resumeTitle' : 'operations.pauseTitle', words),
      text: t(paused ? 'operations.resumeText' : 'operations.pauseText', words),
      action: t(paused ? 'operations.resume' : 'operations.pause'),
      run: async () => {
        const read = await ctx.api.read(`/targets/${target.id}`);
        const delivery = { ...read.body.delivery, maintenance: !paused };
        await ctx.api.put(`/targets/${target.id}`, { ...read.body, delivery }, read.etag);
      },
    });
    if (done) after();
  };
  return button({ label: t(paused ? 'operations.resume' : 'operations.pause'), icon: paused ? 'play' : 'pause', run });
}
