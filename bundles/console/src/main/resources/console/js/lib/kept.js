// @ts-check
// Small choices that a browser keeps for a person: theme, columns, saved views. Never data, never secrets.

const PREFIX = 'tessera.';

/**
 * @param {string} name
 * @returns {any} what was kept, null when there is nothing or storage is off
 */
export function kept(name) {
  try {
    const text = localStorage.getItem(PREFIX + name);
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** @param {string} name @param {any} value null forgets it */
export function keep(name, value) {
  try {
    if (value === null) localStorage.removeItem(PREFIX + name);
    else localStorage.setItem(PREFIX + name, JSON.stringify(value));
  } catch {
    // Storage may be off or full: the choice then holds until the page is left.
  }
}
