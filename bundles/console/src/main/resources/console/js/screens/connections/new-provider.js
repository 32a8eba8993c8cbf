// @ts-check
// A new identity provider; from its SAML metadata if there are any.

import { html } from '../../lib/html.js';
import { banner, head } from '../../lib/page.js';
import { href } from '../../lib/router.js';
import { t } from '../../lib/text.js';
import { toast } from '../../lib/toast.js';
import { fields } from './field.js';
import { providerHref } from './places.js';

/** @param {import('../../lib/context.js').Context} ctx */
export function newProvider(ctx) {
  const f = fields('identity-providers');
  const form = ctx.form({
    fields: [
      f('name', 'text', { required: true, hint: 'corporate' }),
      f('displayName', 'text'),
      f('description', 'text', { wide: true }),
      f('metadata', 'code', { hint: '<EntityDescriptor …>' }),
    ],
    action: t('identity-providers.create'),
    save: async ({ metadata, ...values }) => {
      const read = metadata ? (await ctx.api.post('/identity-providers/metadata', { document: metadata })).body : {};
      const { warnings = [], ...settings } = read;
      const { body } = await ctx.api.post('/identity-providers', { ...values, ...settings });
      return { body, warnings };
    },
    saved: ({ body, warnings }) => {
      toast(t('identity-providers.created', { name: body.name }));
      for (const warning of warnings) toast(warning, 'warn');
      ctx.go(providerHref(body.id, 'targets'));
    },
    cancel: () => ctx.go(href(['identity-providers'])),
    nameOf: path => (path === 'document' ? 'metadata' : path),
  });
  return { view: () => html`${head({ title: t('identity-providers.new'), crumbs: [[t('frame.nav-identity-providers'), href(['identity-providers'])]] })}
    ${banner('info', t('identity-providers.new-text'))}${form.view()}` };
}
