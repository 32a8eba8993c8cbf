// @ts-check
// Who holds a role, why and until when; assigning and taking it.

import { html, nothing } from '../../lib/html.js';
import { t } from '../../lib/text.js';
import { button, failure, linkButton, skeleton } from '../../lib/page.js';
import { confirm } from '../../lib/dialog.js';
import { href } from '../../lib/router.js';
import { pill } from '../../lib/status.js';
import { time } from '../../lib/time.js';
import { toast } from '../../lib/toast.js';
import { People } from './people.js';

const PAGE = 20;
/** @type {Record<string, import('../../lib/status.js').Tone>} */
const TONES = { coming: 'wait', held: 'ok', ended: 'off' };

export class Holders {
  /** @type {string|undefined} */
  #role = undefined;
  /** @type {{role: string, form: import('../../lib/form.js').Form}|undefined} */
  #assigning = undefined;

  /** @param {import('../../lib/context.js').Context} ctx */
  constructor(ctx) {
    this.ctx = ctx;
    this.list = ctx.list({ path: () => this.#role ? '/role-assignments' : null, query: () => ({ role: this.#role }), size: PAGE });
  }

  /** @param {any} role */
  view(role) {
    if (this.#role !== role.name) {
      this.#role = role.name;
      queueMicrotask(() => this.list.follow());
    }
    const may = this.ctx.may('scim.roles.write');
    const assigning = may && !!this.ctx.query.assign;
    return html`<div class="ch"><h3 class="h3">${t('roles.holders')}</h3>${may && !assigning
      ? linkButton({ label: t('roles.assign'), icon: 'plus', small: true, href: this.ctx.here({ assign: true }) }) : nothing}</div>
      ${assigning ? this.#form(role).view() : nothing}${this.#rows()}`;
  }

  #rows() {
    const { list } = this;
    if (list.error && list.items.length === 0) return failure(list.error, () => list.reload());
    if (!list.loaded) return skeleton(3);
    if (list.items.length === 0) return html`<p class="sub">${t('roles.noHolders')}</p>`;
    return html`<div class="tw" tabindex="0" role="region" aria-label=${t('roles.holders')}><table>
      <thead><tr><th scope="col">${t('roles.user')}</th><th scope="col">${t('roles.origin')}</th><th scope="col">${t('roles.state')}</th>
        <th scope="col">${t('roles.ends')}</th><td></td></tr></thead>
      <tbody>${list.items.map(each => this.#row(each))}</tbody></table></div>
      ${list.next ? button({ label: t('frame.next', { n: PAGE }), small: true, disabled: list.loading, run: () => list.more() }) : nothing}`;
  }

  /** @param {any} held */
  #row(held) {
    const who = held.identityName || held.identity.slice(0, 8);
    return html`<tr><th scope="row"><a href=${href(['users'], { selected: held.identity })}>${who}</a></th>
      <td>${t(`roles.origins.${held.origin}`)}${held.rule ? html` <span class="sub">${held.rule}</span>` : nothing}</td>
      <td>${pill(TONES[held.state], t(`roles.held.${held.state}`))}</td><td>${held.state === 'coming' ? html`${t('roles.from')} ${time(held.starts)}` : held.ends ? time(held.ends) : t('roles.never')}</td>
      <td class="r">${this.ctx.may('scim.roles.write') && held.origin !== 'rule' && held.state !== 'ended'
        ? button({ label: t('roles.revoke'), small: true, title: t('roles.revokeOf', { name: who }), run: () => this.#revoke(held, who) }) : nothing}</td></tr>`;
  }

  /** @param {any} held @param {string} who */
  async #revoke(held, who) {
    const done = await confirm({
      title: t('roles.revokeTitle', { name: who, role: held.role }), text: t('roles.revokeText'), action: t('roles.revoke'), danger: true,
      run: () => this.ctx.api.delete(`/role-assignments/${held.id}`),
    });
    if (!done) return;
    toast(t('roles.revoked', { name: who, role: held.role }));
    this.list.reload();
  }

  /** The form that assigns the role; one for each role. @param {any} role */
  #form(role) {
    const before = this.#assigning;
    if (before && before.role === role.name) return before.form;
    const people = new People(this.ctx);
    const end = () => { this.#assigning = undefined; this.ctx.go(this.ctx.here({ assign: null })); };
    const form = this.ctx.form({
      fields: values => [
        people.field('identity', t('roles.user'), values.identity),
        { name: 'reason', label: t('roles.reason'), kind: 'text' },
        { name: 'starts', label: t('roles.starts'), kind: 'date', help: t('roles.startsHelp') },
        { name: 'ends', label: t('roles.ends'), kind: 'date', help: t('roles.endsHelp'),
          check: (value, all) => all.starts && value < all.starts && t('roles.endsBeforeStart') },
      ],
      action: t('roles.assign'),
      save: async values => this.ctx.api.post('/role-assignments',
          { ...values, role: role.name, identity: await people.id(values.identity, 'identity') }),
      saved: () => {
        toast(t('roles.assigned', { role: role.displayName || role.name }));
        end();
        this.list.reload();
      },
      cancel: end,
    });
    this.#assigning = { role: role.name, form };
    return form;
  }
}
