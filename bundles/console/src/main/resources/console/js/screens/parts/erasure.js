// @ts-check
// Erasing what records hold of a person, on request.

import { html, nothing } from '../../lib/html.js';
import { t } from '../../lib/text.js';
import { banner, card } from '../../lib/page.js';
import { confirm } from '../../lib/dialog.js';
import { href } from '../../lib/router.js';

const ID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** @param {import('../../lib/context.js').Context} ctx */
export function erasure(ctx) {
  /** @type {{record: string, erased: number, waiting: number}|undefined} */
  let done;
  const form = ctx.form({
    fields: [
      { name: 'resource', label: t('audit.resource'), kind: 'text', required: true, wide: true, help: t('audit.resourceHelp'),
        check: value => ID.test(value) ? undefined : t('audit.noId') },
      { name: 'reason', label: t('audit.reason'), kind: 'text', required: true, wide: true, help: t('audit.reasonHelp') },
    ],
    values: { resource: ctx.query.resource || '' },
    action: t('audit.eraseEllipsis'),
    save: async values => {
      done = undefined;
      await confirm({
        title: t('audit.eraseTitle'), text: t('audit.eraseText'), action: t('audit.erase'), danger: true,
        type: values.resource.slice(0, 8),
        run: async () => { done = (await ctx.api.post('/audit/erasures', values)).body; },
      });
    },
    saved: () => { if (done) form.fill({ resource: '', reason: '' }, null); },
  });
  return {
    view: () => html`<div class="narrow">${card({ title: t('audit.erasureTitle'), sub: t('audit.erasureText'), body: html`
      ${done ? banner('ok', html`<strong>${t('audit.erased', { n: done.erased })}</strong>
        ${done.waiting > 0 ? t('audit.erasedLater', { n: done.waiting }) : nothing}
        <a href=${href(['audit'], { selected: done.record })}>${t('audit.erasureRecord')}</a>`) : nothing}
      ${form.view()}` })}</div>`,
  };
}
