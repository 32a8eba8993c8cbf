// @ts-check
// Runs: initial loads and the building of indexes, with what they have done, and starting a load.

import { html, nothing } from '../../lib/html.js';
import { number, t } from '../../lib/text.js';
import { button, empty, linkButton, progress } from '../../lib/page.js';
import { confirm } from '../../lib/dialog.js';
import { panel, split } from '../../lib/panel.js';
import { status } from '../../lib/status.js';
import { duration, time } from '../../lib/time.js';
import { toast } from '../../lib/toast.js';

/** @typedef {{id: string, kind: string, name: string, target?: any, state: string, done: number, total?: number, sent: number, perSecond: number, started?: string, ended?: string}} Run */

/** @param {import('../../lib/context.js').Context} ctx @param {() => boolean} here whether it is shown */
export function runs(ctx, here) {
  const table = ctx.table({
    id: 'runs', label: t('health.tab.runs'), path: () => here() ? '/runs' : null, key: run => run.id,
    columns: [
      { id: 'name', label: t('health.run'), value: run => run.name, view: run => html`${run.name}<span class="sub">${t(`health.kind.${run.kind}`)}</span>` },
      { id: 'state', label: t('health.runState'), view: run => status(run.state) },
      { id: 'done', label: t('health.done'), view: advance },
      { id: 'sent', label: t('health.sent'), end: true, view: run => number(run.sent) },
      { id: 'started', label: t('health.started'), end: true, view: run => time(run.started) },
      { id: 'actions', label: t('health.actions'), value: () => '', view: run => actions(ctx, run, () => table.reload()) },
    ],
    empty: () => empty({ title: t('health.noRuns'), text: t('health.noRunsText'), icon: 'play', action: ctx.may('queue.operate')
      ? linkButton({ label: t('health.startLoad'), icon: 'play', href: ctx.here({ add: true }) }) : undefined }),
  });
  ctx.on('runs', news => heard(table, news));
  const targets = ctx.data(() => ctx.api.get('/targets', { limit: 500 }), () => here() && ctx.query.add ? true : null);
  const form = starting(ctx, targets, () => table.reload());
  return {
    view: () => split(table.view(), ctx.query.add && ctx.may('queue.operate') ? panel({
      title: t('health.startLoad'), sub: t('health.loadText'), close: ctx.here({ add: null }), body: form.view(),
    }) : null),
    refresh: () => { if (table.items.some(run => run.state === 'running')) table.reload(); },
  };
}

/** @param {Run} run */
function advance(run) {
  const words = run.total ? t('health.doneOf', { done: run.done, total: run.total }) : number(run.done);
  const rate = run.state === 'running' && run.perSecond > 0 ? t('health.rate', { rate: number(Math.round(run.perSecond)) }) : '';
  const left = rate && run.total ? t('health.left', { time: duration(Math.max(0, run.total - run.done) / run.perSecond) }) : '';
  return html`<div class="run-advance">${run.total ? progress(run.done, run.total, run.name) : nothing}
    <span class="sub num">${[words, rate, left].filter(Boolean).join(' · ')}</span></div>`;
}

/** @param {import('../../lib/context.js').Context} ctx @param {Run} run @param {() => void} after */
function actions(ctx, run, after) {
  if (!ctx.may('queue.operate') || run.kind === 'index') return nothing;
  const act = async (/** @type {string} */ verb) => {
    try {
      await ctx.api.post(`/runs/${run.id}/${verb}`);
    } catch (/** @type {any} */ error) {
      toast(error.message, 'fail');
    }
    after();
  };
  const cancel = async () => {
    const done = await confirm({ title: t('health.cancelTitle', { name: run.name }), text: t('health.cancelText'), action: t('health.cancel'),
      danger: true, run: () => ctx.api.post(`/runs/${run.id}/cancel`) });
    if (done) after();
  };
  return html`<div class="actions">
    ${run.state === 'running' ? button({ label: t('health.pause'), icon: 'pause', small: true, run: () => act('pause') }) : nothing}
    ${run.state === 'paused' ? button({ label: t('health.resume'), icon: 'play', small: true, run: () => act('resume') }) : nothing}
    ${run.state === 'running' || run.state === 'paused' ? button({ label: t('health.cancel'), icon: 'x', small: true, run: cancel }) : nothing}</div>`;
}

/** @param {import('../../lib/table.js').Table} table @param {Run} run */
function heard(table, run) {
  const list = table.list;
  if (!list || !list.loaded) return;
  if (list.items.some(old => old.id === run.id)) list.replace(old => old.id === run.id, run);
  else list.reload();
}

/** @param {import('../../lib/context.js').Context} ctx @param {import('../../lib/data.js').Data<any>} targets @param {() => void} after */
function starting(ctx, targets, after) {
  const form = ctx.form({
    fields: () => [
      { name: 'target', label: t('health.target'), kind: 'choice', required: true, wide: true,
        options: (targets.value?.items ?? []).map((/** @type {any} */ target) => ({ value: target.name, label: target.name })) },
      { name: 'perSecond', label: t('health.perSecond'), kind: 'integer', min: 0, max: 10_000, wide: true, help: t('health.perSecondHelp') },
      { name: 'resend', label: t('health.resend'), kind: 'boolean', help: t('health.resendHelp') },
    ],
    action: t('health.start'),
    save: values => ctx.api.post('/initial-loads', values),
    saved: reply => {
      toast(t('health.started.toast', { target: reply.body.targetName }));
      form.fill({}, null);
      ctx.go(ctx.here({ add: null }));
      after();
    },
    cancel: () => ctx.go(ctx.here({ add: null })),
  });
  return form;
}
