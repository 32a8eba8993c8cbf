// @ts-check
// Where one is, in the part of the address behind #: `#/users/ID/tab?state=dead&selected=ID`.
// Everything that a person can set is in it, so that it can be sent to somebody else.

/** @typedef {{screen: string, path: string[], query: Record<string, string>}} Route */

export const HOME = 'overview';

/** @param {string} [hash] @returns {Route} */
export function route(hash = location.hash) {
  const text = hash.replace(/^#\/?/, '');
  const mark = text.indexOf('?');
  const path = (mark < 0 ? text : text.slice(0, mark)).split('/').filter(Boolean).map(decoded);
  const query = Object.fromEntries(new URLSearchParams(mark < 0 ? '' : text.slice(mark + 1)));
  return { screen: path[0] || HOME, path: path.slice(1), query };
}

/**
 * The address of a place.
 *
 * @param {string[]} path the screen first
 * @param {Record<string, string|number|boolean|null|undefined>} [query] empty values are left out
 */
export function href(path, query = {}) {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== null && value !== undefined && value !== '' && value !== false) {
      search.set(name, String(value));
    }
  }
  const tail = search.toString();
  return '#/' + path.map(encodeURIComponent).join('/') + (tail ? '?' + tail : '');
}

/** Goes to a place. @param {string} to an address of {@link href} @param {{replace?: boolean}} [how] */
export function go(to, how = {}) {
  if (to === location.hash) return;
  if (how.replace) {
    history.replaceState(null, '', to);
    dispatchEvent(new HashChangeEvent('hashchange'));
  } else {
    location.hash = to;
  }
}

/** @param {string} part */
function decoded(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}
