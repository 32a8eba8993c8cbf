// @ts-check
// The screens there are. `needs` is the permission without which an item is not shown; a direct
// link then says which one it takes. `texts` are files of js/text/LANGUAGE that the screen uses.

/**
 * @typedef {object} Place
 * @property {string} id first part of the address
 * @property {'start'|'directory'|'connections'|'provisioning'|'system'} group
 * @property {string} icon
 * @property {string[]} needs one of them
 * @property {string[]} texts
 * @property {() => Promise<{open: (ctx: import('./lib/context.js').Context) => import('./lib/context.js').Screen}>} load
 * @property {boolean} [hidden] has no item
 */

/** @type {Place[]} */
export const PLACES = [
  { id: 'overview', group: 'start', icon: 'overview', needs: [], texts: ['overview'], load: () => import('./screens/overview.js') },
  { id: 'users', group: 'directory', icon: 'users', needs: ['scim.users.read'], texts: ['users'], load: () => import('./screens/users.js') },
  { id: 'groups', group: 'directory', icon: 'groups', needs: ['scim.groups.read'], texts: ['groups'], load: () => import('./screens/groups.js') },
  { id: 'roles', group: 'directory', icon: 'roles', needs: ['config.read'], texts: ['roles'], load: () => import('./screens/roles.js') },
  { id: 'entitlements', group: 'directory', icon: 'key', needs: ['scim.users.read'], texts: ['entitlements', 'roles'], load: () => import('./screens/entitlements.js') },
  { id: 'user-stores', group: 'directory', icon: 'store', needs: ['config.read'], texts: ['user-stores', 'connections'], load: () => import('./screens/user-stores.js') },
  { id: 'service-providers', group: 'connections', icon: 'inbound', needs: ['config.read'], texts: ['service-providers', 'connections', 'issuers'], load: () => import('./screens/service-providers.js') },
  { id: 'identity-providers', group: 'connections', icon: 'outbound', needs: ['targets.read', 'config.read'], texts: ['identity-providers', 'connections', 'targets'], load: () => import('./screens/identity-providers.js') },
  { id: 'policy-maps', group: 'connections', icon: 'map', needs: ['targets.read', 'config.read'], texts: ['policy-maps', 'connections'], load: () => import('./screens/policy-maps.js') },
  { id: 'connectors', group: 'connections', icon: 'plug', needs: ['targets.read', 'config.read'], texts: ['connectors', 'connections', 'targets'], load: () => import('./screens/connectors.js') },
  { id: 'operations', group: 'provisioning', icon: 'ops', needs: ['queue.read'], texts: ['operations', 'delivery', 'trace'], load: () => import('./screens/operations.js') },
  { id: 'audit', group: 'system', icon: 'audit', needs: ['audit.read'], texts: ['audit', 'delivery'], load: () => import('./screens/audit.js') },
  { id: 'health', group: 'system', icon: 'health', needs: ['config.read', 'metrics.read', 'queue.read'], texts: ['health'], load: () => import('./screens/health.js') },
  { id: 'settings', group: 'system', icon: 'settings', needs: [], texts: ['settings'], load: () => import('./screens/settings.js') },
];

/** @type {Place['group'][]} */
export const GROUPS = ['start', 'directory', 'connections', 'provisioning', 'system'];

/** @param {string} id */
export const place = id => PLACES.find(one => one.id === id);
