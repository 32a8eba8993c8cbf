// @ts-check
// Calls of the server's interfaces: the session's cookie, the header against forged requests,
// problem documents as errors, ETags, and what happens when nobody answers.

/** @typedef {{path: string, detail: string}} FieldError */
/**
 * @typedef {object} Options
 * @property {string} [method]
 * @property {Record<string, unknown>} [query] empty values are left out
 * @property {unknown} [body] sent as JSON, or as it is when it is a Blob
 * @property {string} [etag] for If-Match
 * @property {Record<string, string>} [headers]
 * @property {AbortSignal} [signal]
 * @property {boolean} [quiet] a 401 is the caller's business, not the end of the session
 */
/** @typedef {{status: number, body: any, etag: string|null, headers: Headers}} Reply */

/** Where the server is: the console is served at its `console/`. */
export const BASE = new URL('../', document.baseURI.replace(/[#?].*$/, ''));

/** What the server refused, in its own words. */
export class ApiError extends Error {
  /** @param {number} status @param {any} problem @param {string} causality */
  constructor(status, problem, causality) {
    super(problem?.detail || problem?.title || `The server answered ${status}.`);
    this.status = status;
    /** @type {string} a word for programs, e.g. `not-bootstrapped` */
    this.code = problem?.code || problem?.scimType || '';
    /** @type {FieldError[]} */
    this.errors = Array.isArray(problem?.errors) ? problem.errors : scimErrors(problem);
    /** What the log knows the request by. */
    this.causality = causality;
  }

  /** Somebody else changed it meanwhile. */
  get stale() {
    return this.status === 412;
  }

  /** The permission that is missing, when the server names one. */
  get permission() {
    return this.status === 403 ? /permission ([\w.-]+\w)/.exec(this.message)?.[1] || '' : '';
  }
}

/**
 * SCIM has one sentence for all that is wrong; ours begins each part with its path.
 *
 * @param {any} problem
 * @returns {FieldError[]}
 */
function scimErrors(problem) {
  if (!problem?.scimType || !problem.detail) return [];
  const taken = problem.scimType === 'uniqueness' && /^The (\w+) is already taken/.exec(problem.detail);
  if (taken) return [{ path: taken[1], detail: problem.detail }];
  const parts = problem.detail.matchAll(/(?:^| )([A-Za-z][\w.:$-]*): (.*?\.)(?= [A-Za-z][\w.:$-]*: |$)/g);
  return [...parts].map(([, path, detail]) => ({ path, detail }));
}

/** Nobody answered. */
export class LostError extends Error {}

/**
 * What the calls share. The session sets `csrf` and `signInAgain`; the frame listens to `lost` and
 * `resumed`.
 */
export const connection = new (class extends EventTarget {
  csrf = '';
  lost = false;
  /** @type {(() => Promise<boolean>) | null} asks the person to sign in again; false if another did */
  signInAgain = null;

  /** @param {boolean} lost */
  tell(lost) {
    if (this.lost === lost) return;
    this.lost = lost;
    this.dispatchEvent(new Event(lost ? 'lost' : 'resumed'));
    if (lost) this.#knock(1000);
  }

  /** Whether somebody answers just now. */
  async check() {
    try {
      await fetch(new URL('health/live', BASE), { cache: 'no-store' });
      this.tell(false);
    } catch {
      this.tell(true);
    }
    return !this.lost;
  }

  /** Asks again and again until somebody answers. @param {number} pause */
  #knock(pause) {
    setTimeout(async () => {
      if (!await this.check()) this.#knock(Math.min(pause * 1.5, 15000));
    }, pause);
  }
})();

/**
 * The address of a resource: `/users` is of the administration API, `scim:/Users` of SCIM.
 *
 * @param {string} path
 * @param {Record<string, unknown>} [query]
 */
export function address(path, query = {}) {
  const url = path.startsWith('scim:')
    ? new URL('scim2' + path.slice(5), BASE)
    : new URL('api/v1' + path, BASE);
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== null && value !== '') {
      url.searchParams.set(name, String(value));
    }
  }
  return url;
}

/** @param {string} path @param {Options} [options] @returns {Promise<Reply>} */
export async function request(path, options = {}) {
  const method = options.method || 'GET';
  /** @type {Record<string, string>} */
  const headers = { Accept: 'application/json', 'X-Tessera-Csrf': connection.csrf || 'none' };
  if (options.etag) headers['If-Match'] = options.etag;
  /** @type {BodyInit|undefined} */
  let body;
  if (options.body instanceof Blob) {
    body = options.body;
  } else if (options.body !== undefined) {
    body = JSON.stringify(options.body);
    headers['Content-Type'] = path.startsWith('scim:') ? 'application/scim+json' : 'application/json';
  }
  Object.assign(headers, options.headers);
  let response;
  let text;
  try {
    response = await fetch(address(path, options.query), {
      method, headers, body, signal: options.signal, cache: 'no-store', credentials: 'same-origin',
    });
    text = await response.text();
  } catch (cause) {
    if (options.signal?.aborted) throw cause;
    connection.tell(true);
    throw new LostError('The server does not answer.');
  }
  connection.tell(false);
  const parsed = parse(text);
  if (response.ok) {
    return { status: response.status, body: parsed, etag: response.headers.get('ETag'), headers: response.headers };
  }
  if (response.status === 401 && !options.quiet && connection.signInAgain && await connection.signInAgain()) {
    return request(path, { ...options, quiet: true });
  }
  const causality = response.headers.get('X-Causality-Id') || '';
  throw new ApiError(response.status, parsed, causality);
}

/** @param {string} text */
function parse(text) {
  if (!text) return null;
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Calls that end when their signal does, as when a screen is left. */
export class Api {
  /** @param {AbortSignal} [signal] */
  constructor(signal) {
    this.signal = signal;
  }

  /** The body alone. @param {string} path @param {Record<string, unknown>} [query] @returns {Promise<any>} */
  async get(path, query) {
    return (await this.send('GET', path, undefined, { query })).body;
  }

  /** Body and ETag. @param {string} path @param {Record<string, unknown>} [query] */
  read(path, query) {
    return this.send('GET', path, undefined, { query });
  }

  /** @param {string} path @param {unknown} [body] @param {Options} [options] */
  post(path, body, options) {
    return this.send('POST', path, body, options);
  }

  /** @param {string} path @param {unknown} body @param {string|null} etag `*` for whatever is there */
  put(path, body, etag) {
    return this.send('PUT', path, body, etag ? { etag } : {});
  }

  /** @param {string} path @param {unknown} body @param {string|null} [etag] */
  patch(path, body, etag) {
    return this.send('PATCH', path, body, etag ? { etag } : {});
  }

  /** @param {string} path @param {string|null} [etag] */
  delete(path, etag) {
    return this.send('DELETE', path, undefined, etag ? { etag } : {});
  }

  /** @param {string} method @param {string} path @param {unknown} [body] @param {Options} [options] */
  send(method, path, body, options = {}) {
    const changes = method !== 'GET';
    // What changes something is not called back when its screen is left.
    return request(path, { ...options, method, body, signal: changes ? undefined : this.signal });
  }
}
