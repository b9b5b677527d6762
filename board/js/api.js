/** Speaks to the relay: the operator's key, entity tags, and problems as errors. */

/** An answer that is no success, or none at all (status 0). */
export class Problem extends Error {
  constructor(status, title, detail) {
    super(detail || title);
    this.status = status;
    this.title = title;
  }
}

/** Nothing changed since the tag that was sent. */
export const UNCHANGED = Symbol('unchanged');

export class Api {
  #askKey;
  #key = null;
  #asking = null;
  #declined = false;

  /** @param {(refused: boolean) => Promise<string|null>} askKey asks the operator; null when there is no answer; `refused` when a key was given and is wrong */
  constructor(askKey) {
    this.#askKey = askKey;
  }

  /** The JSON at a path. */
  async get(path, query, signal) {
    return (await this.#send('GET', path, { query, signal })).json();
  }

  /**
   * The JSON at a path, or {@link UNCHANGED} where it is as it was when it was last asked for with the same tags.
   * @param {Map<string, string>} tags what the caller remembers; nobody else's, for an answer that is unchanged has no body
   */
  async getChanged(tags, path, query, signal) {
    const address = addressOf(path, query);
    const tag = tags.get(address);
    const response = await this.#send('GET', path, { query, signal, headers: tag ? { 'If-None-Match': tag } : {} });
    if (response.status === 304) {
      return UNCHANGED;
    }

    const body = await response.json();
    const next = response.headers.get('ETag');
    if (next) {
      tags.set(address, next);
    }

    return body;
  }

  /** Asks for the key again, though the operator gave none when asked before. */
  askAgain() {
    this.#declined = false;
  }

  /** The bytes at a path. */
  async bytes(path, signal) {
    return new Uint8Array(await (await this.#send('GET', path, { signal })).arrayBuffer());
  }

  /** An open answer, to be read while it comes. */
  stream(path, query, signal) {
    return this.#send('GET', path, { query, signal, headers: { Accept: 'text/event-stream' } });
  }

  /** Changes something; the JSON answer. */
  async change(method, path, { query, body, type = 'application/json' } = {}) {
    const response = await this.#send(method, path, { query, body, headers: body === undefined ? {} : { 'Content-Type': type } });
    return response.status === 204 ? null : response.json();
  }

  async #send(method, path, { query, body, headers, signal }) {
    for (;;) {
      const key = this.#key;
      const response = await this.#fetch(method, path, { query, body, headers: { ...headers, ...credentials(key) }, signal });
      if (response.status !== 401) {
        return accepted(response);
      }

      // Requests that were refused together ask once.
      if (key === this.#key) {
        await this.#ask();
      }

      signal?.throwIfAborted();
    }
  }

  async #ask() {
    if (!this.#declined) {
      this.#asking ??= this.#askKey(this.#key !== null).finally(() => {
        this.#asking = null;
      });
      const given = await this.#asking;
      this.#declined = given === null;
      this.#key = given ?? this.#key;
    }

    if (this.#declined) {
      throw new Problem(401, 'An operator key is needed', 'This relay shows its orders to whoever has an operator key.');
    }
  }

  async #fetch(method, path, { query, body, headers, signal }) {
    try {
      return await fetch(addressOf(path, query), { method, body, headers, signal, cache: 'no-store', credentials: 'same-origin' });
    } catch (error) {
      if (signal?.aborted) {
        throw error;
      }

      throw new Problem(0, 'The relay does not answer', 'The relay does not answer. It may be restarting, or this machine is offline.');
    }
  }
}

/** A path from parts, each escaped. */
export const path = (...parts) => ['api', ...parts].map(encodeURIComponent).join('/');

function addressOf(route, query) {
  const given = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== null && value !== '' && value !== false);
  return given.length === 0 ? route : `${route}?${new URLSearchParams(given.map(([name, value]) => [name, String(value)]))}`;
}

/** One host reads the first, the other one the second. */
const credentials = key => key === null ? {} : { 'Authorization': `Bearer ${key}`, 'x-functions-key': key };

async function accepted(response) {
  if (response.ok || response.status === 304) {
    return response;
  }

  const problem = await response.json().catch(() => ({}));
  throw new Problem(response.status, problem.title ?? `The relay answered ${response.status}`, problem.detail ?? '');
}
