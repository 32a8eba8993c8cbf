// @ts-check
// One's own account.

import { html } from '../../lib/html.js';
import { card, facts } from '../../lib/page.js';
import { keysOn, switchKeys } from '../../lib/keys.js';
import { connection } from '../../lib/api.js';
import { roleName } from '../../lib/session.js';
import { toast } from '../../lib/toast.js';
import { t } from '../../lib/text.js';

/** @param {import('../../lib/context.js').Context} ctx */
export function account(ctx) {
  const form = ctx.form({
    fields: [
      { name: 'current', label: t('settings.current-password'), kind: 'secret', required: true, autocomplete: 'current-password' },
      { name: 'password', label: t('settings.new-password'), kind: 'secret', required: true, help: t('settings.password-help') },
    ],
    action: t('settings.change-password'),
    save: values => ctx.api.post('/me/password', values),
    saved: async () => {
      form.fill({});
      toast(t('settings.password-changed'));
      await connection.signInAgain?.(); // the new password has ended all sessions
    },
  });
  return () => {
    const { user } = ctx;
    return html`<div class="split-a"><div>${card({ title: t('settings.me'), body: facts([
      [t('settings.name'), user.user], [t('settings.display-name'), user.displayName], [t('settings.roles'), user.roles.map(roleName).join(', ')],
      [t('settings.permissions'), html`<span>${user.permissions.map(one => html`<code class="tag">${one}</code> `)}</span>`],
    ]) })}</div>
    <div class="stack">${card({ title: t('settings.change-password'), body: html`<p class="sub dtext">${t('settings.password-text')}</p>${form.view()}` })}
    ${card({ title: t('frame.keys'), body: html`<label class="switch"><input type="checkbox" role="switch" ?checked=${keysOn()}
      @change=${(/** @type {any} */ event) => switchKeys(event.target.checked)}><span class="knob" aria-hidden="true"></span><span>${t('frame.keys-on')}</span></label>` })}</div></div>`;
  };
}
