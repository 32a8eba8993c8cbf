// @ts-check
// What a record of the journal is about: a user or group that was changed, or what else was done to what.

import { html, nothing } from '../../lib/html.js';
import { hasText, t } from '../../lib/text.js';
import { facts, identifier } from '../../lib/page.js';
import { href } from '../../lib/router.js';
import { nameOf } from './operation.js';

/** @typedef {import('./types.js').Change} Change */

const OF_RESOURCES = ['create', 'update', 'delete', 'erase'];

/** Whether a user or group was changed. @param {{kind: string}} record */
export const isOfResource = record => OF_RESOURCES.includes(record.kind);

/** A word of the journal, as it is where there is no text for it. @param {string} group @param {string} word */
const word = (group, word) => hasText(`delivery.${group}.${word}`) ? t(`delivery.${group}.${word}`) : word.replaceAll('_', ' ');

/** What it was done to, e.g. target. @param {Change} record */
export const typeOf = record => word('type', record.resourceType);

/** What was done, in one word. @param {Change} record */
export const actionOf = record => word('action', record.action ?? record.kind);

/** What it was done to, by its name. @param {Change} record */
export const objectOf = record => isOfResource(record) ? nameOf(record) : record.name ?? record.resource.slice(0, 8);

/** All of it in some words. @param {Change} record */
export const titleOf = record => isOfResource(record)
  ? `${t(`delivery.kind.${record.kind}`)} ${typeOf(record)} ${nameOf(record)}`
  : `${typeOf(record)} ${objectOf(record)}: ${actionOf(record)}`;

/** Where what it was done to is shown. @type {Record<string, ((id: string) => string)|undefined>} */
const PLACES = {
  'User': id => href(['users'], { selected: id }),
  'Group': id => href(['groups'], { selected: id }),
  'target': id => href(['identity-providers', 'targets', id]),
  'identity-provider': id => href(['identity-providers', id]),
  'service-provider': id => href(['service-providers', id]),
  'role': id => href(['roles'], { selected: id }),
  'user-store': () => href(['user-stores']),
  'operation': id => href(['operations'], { selected: id }),
  'held-batch': () => href(['operations', 'held']),
  'administrator': () => href(['settings', 'administrators']),
  'alert-channel': () => href(['settings', 'alerts']),
  'schema': () => href(['settings', 'schemas']),
  'secret-key': () => href(['settings', 'keys']),
  'sign-in-lock': () => href(['settings', 'locks']),
  'bundle': () => href(['connectors']),
};

/** What it was done to, with a link unless it is gone. @param {Change} record */
export function objectLink(record) {
  const place = PLACES[record.resourceType];
  const gone = record.kind === 'delete' || record.action === 'deleted';
  return place && !gone ? html`<a href=${place(record.resource)}>${objectOf(record)}</a>` : objectOf(record);
}

/** Paths and names, one after the other. @param {string[]|undefined} paths */
export const pathList = paths => paths && paths.length > 0
  ? paths.map((path, i) => html`${i > 0 ? ', ' : ''}<code>${path}</code>`) : nothing;

/** The facts of what is no change of a user or group. @param {Change} record */
export function told(record) {
  const { changed, secrets, before, after, address, lockedSeconds, reason, resource, targets } = record.decisions;
  return facts([
    [t('audit.object'), objectLink(record)],
    [t('audit.changedPaths'), changed && pathList(changed)],
    [t('audit.secrets'), secrets && pathList(secrets)],
    [t('audit.reason'), reason],
    [t('audit.address'), address],
    [t('audit.lockedSeconds'), lockedSeconds],
    [t('audit.targets'), targets?.join(', ')],
    [t('audit.resource'), resource && identifier(resource)],
    [t('audit.digestBefore'), before && identifier(before, `${before.slice(0, 16)}…`)],
    [t('audit.digestAfter'), after && identifier(after, `${after.slice(0, 16)}…`)],
  ]);
}
