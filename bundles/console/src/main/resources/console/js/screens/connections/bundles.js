// @ts-check
// Bundles of the running server: their state, and swapping them.

import { html, nothing } from '../../lib/html.js';
import { banner, button, facts, failure, show } from '../../lib/page.js';
import { confirm, dialog } from '../../lib/dialog.js';
import { filters } from '../../lib/filters.js';
import { panel, split } from '../../lib/panel.js';
import { status } from '../../lib/status.js';
import { t } from '../../lib/text.js';
import { toast } from '../../lib/toast.js';

const SOURCES = ['deployed', 'shipped', 'framework'];

/**
 * @param {import('../../lib/context.js').Context} ctx
 * @param {() => void} swapped
 */
export function bundles(ctx, swapped) {
  const here = () => (ctx.path[0] === 'bundles' ? 'all' : null);
  const may = ctx.may('bundles.write');
  const all = ctx.data(async () => (await ctx.api.get('/bundles', { limit: 500 })).items, here);
  const shown = () => (all.value || []).filter((/** @type {any} */ one) => (!ctx.query.source || one.source === ctx.query.source)
    && (!ctx.query.q || `${one.symbolicName} ${one.name}`.toLowerCase().includes(ctx.query.q.toLowerCase())));
  const table = ctx.table({
    id: 'bundles', label: t('connectors.tab-bundles'), rows: shown,
    key: one => String(one.id), href: one => ctx.here({ selected: one.id }), selected: () => ctx.query.selected,
    columns: [
      { id: 'symbolicName', label: t('connectors.bundle'), view: one => html`${one.name || one.symbolicName}<span class="sub mono">${one.symbolicName}</span>`, value: one => one.symbolicName },
      { id: 'version', label: t('connectors.version'), view: one => one.version },
      { id: 'state', label: t('connectors.state'), view: one => status(one.state), value: one => one.state },
      { id: 'source', label: t('connectors.source'), view: one => t('connectors.source-' + one.source), value: one => one.source },
    ],
  });
  const act = async (/** @type {any} */ one, /** @type {string} */ what) => {
    const run = async () => {
      await ctx.api.post(`/bundles/${one.id}/${what}`);
      toast(t('connectors.did-' + what, { name: one.symbolicName }));
      await all.reload();
      swapped();
    };
    if (what === 'start') {
      try { await run(); } catch (/** @type {any} */ error) { toast(error.message, 'fail'); }
      return;
    }
    await confirm({ title: t(`connectors.${what}-title`, { name: one.symbolicName }), text: t(`connectors.${what}-text`), action: t('connectors.' + what),
      danger: what === 'stop', run });
  };

  /** @param {any} one */
  const side = one => panel({
    title: one.name || one.symbolicName, sub: `${one.symbolicName} ${one.version}`, close: ctx.here({ selected: null }),
    actions: may ? html`${['refresh', one.state === 'active' ? 'stop' : 'start'].map(what => button({ label: t('connectors.' + what), small: true,
      icon: what === 'refresh' ? 'retry' : what === 'stop' ? 'pause' : 'play', tone: what === 'stop' ? 'danger' : '', run: () => act(one, what) }))}` : nothing,
    body: html`${one.problem ? banner('fail', one.problem) : nothing}${facts([
      [t('connectors.state'), status(one.state)], [t('connectors.source'), t('connectors.source-' + one.source)],
      [t('connectors.file'), one.file ? html`<code>${one.file}</code>` : ''],
      [t('connectors.types'), (one.connectorTypes || []).join(', ')]])}`,
  });
  return {
    actions: () => (may ? button({ label: t('connectors.upload'), icon: 'upload', tone: 'primary', run: () => upload(ctx, () => { all.reload(); swapped(); }) }) : nothing),
    view: () => {
      const chosen = (all.value || []).find((/** @type {any} */ one) => String(one.id) === ctx.query.selected);
      return html`${filters(ctx, [{ name: 'q', label: t('connectors.find'), kind: 'search' },
        { name: 'source', label: t('connectors.source'), kind: 'segments', options: [{ value: '', label: t('connectors.source-all') },
          ...SOURCES.map(value => ({ value, label: t('connectors.source-' + value) }))] }])}
        ${show(all, () => split(table.view(), chosen ? side(chosen) : null), { rows: 8 })}`;
    },
  };
}

/** @param {import('../../lib/context.js').Context} ctx @param {() => void} done */
async function upload(ctx, done) {
  /** @type {File|null} */
  let file = null;
  /** @type {any} */
  let error = null;
  let busy = false;
  const sent = await dialog({ title: t('connectors.upload'), view: (close, update) => html`<form @submit=${async (/** @type {Event} */ event) => {
    event.preventDefault();
    if (!file || busy) return;
    busy = true;
    error = null;
    update();
    try {
      await ctx.api.post('/bundles/upload', file, { query: { file: file.name }, headers: { 'Content-Type': 'application/java-archive' } });
      close(true);
    } catch (refused) {
      error = refused;
      busy = false;
      update();
    }
  }}><p class="dtext">${t('connectors.upload-text')}</p>${error ? failure(error) : nothing}
    <div class="field"><label for="jar">${t('connectors.jar')}</label><input id="jar" type="file" accept=".jar" @change=${(/** @type {any} */ event) => {
      file = event.target.files[0] || null;
      update();
    }}></div>
    <div class="dfoot"><button type="submit" class="btn primary" ?disabled=${!file || busy}>${t('connectors.upload')}</button></div></form>` });
  if (!sent) return;
  toast(t('connectors.uploaded'));
  done();
}
