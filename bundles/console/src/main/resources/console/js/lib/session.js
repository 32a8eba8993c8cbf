// @ts-check
// Who is signed in. The server keeps the session; its cookie is out of reach of every script.

import { ApiError, connection, request } from './api.js';
import { hasText, t } from './text.js';

/**
 * @typedef {object} Session
 * @property {string} user
 * @property {string} displayName
 * @property {string[]} roles
 * @property {string[]} permissions
 * @property {string[]} [targets] ids of the only ones that the person may see; absent for all
 * @property {string} csrf
 * @property {string} expires
 */

export const session = new (class extends EventTarget {
  /** @type {Session|null} */
  present = null;
  /** @type {Promise<boolean>|null} */
  #again = null;
  /** Asks for the password of somebody; set by the frame. @type {(user: string) => Promise<Session>} */
  ask = () => Promise.reject(new Error());

  /** @returns {Promise<'signed-in'|'signed-out'|'not-bootstrapped'>} */
  async find() {
    try {
      const reply = await request('/session', { quiet: true });
      this.#begin(reply.body);
      return 'signed-in';
    } catch (error) {
      if (error instanceof ApiError && error.code === 'not-bootstrapped') return 'not-bootstrapped';
      if (error instanceof ApiError && error.status === 401) return 'signed-out';
      throw error;
    }
  }

  /** @param {string} user @param {string} password @returns {Promise<Session>} */
  async open(user, password) {
    const reply = await request('/session', { method: 'POST', body: { user, password }, quiet: true });
    this.#begin(reply.body);
    return reply.body;
  }

  async close() {
    try {
      await request('/session', { method: 'DELETE', quiet: true });
    } catch (error) {
      if (!(error instanceof ApiError) || error.status !== 401) throw error;
    }
    this.present = null;
    connection.csrf = '';
    this.dispatchEvent(new Event('change'));
  }

  /** @param {string} permission */
  may(permission) {
    return !permission || !!this.present?.permissions.includes(permission);
  }

  /** @param {Session} present */
  #begin(present) {
    this.present = present;
    connection.csrf = present.csrf;
    connection.signInAgain = () => this.#signInAgain();
    this.dispatchEvent(new Event('change'));
  }

  /** The session has ended: what is on the screen stays, the person signs in over it. */
  async #signInAgain() {
    const user = this.present?.user || '';
    this.#again ||= this.ask(user).then(now => {
      if (now.user === user) return true;
      location.reload(); // what is on the screen is somebody else's
      return false;
    });
    try {
      return await this.#again;
    } finally {
      this.#again = null;
    }
  }
})();

/** What people call a role of administrators. @param {string} key */
export const roleName = key => (hasText('frame.role-' + key) ? t('frame.role-' + key) : key);
