// @ts-check
// Where the parts of connections are.

import { href } from '../../lib/router.js';

export const PROVIDERS = 'identity-providers';

/** All targets. */
export const targetsHref = () => href([PROVIDERS, 'targets']);

/** One target, or making one (`new`). @param {string} id @param {string} [tab] @param {Record<string, any>} [query] */
export const targetHref = (id, tab, query) => href([PROVIDERS, 'targets', id, ...(tab ? [tab] : [])], query);

/** @param {string} id @param {string} [tab] */
export const providerHref = (id, tab) => href([PROVIDERS, id, ...(tab ? [tab] : [])]);

/** @param {string} id of the target @param {Record<string, any>} [query] */
export const mapHref = (id, query) => href(['policy-maps', id], query);
