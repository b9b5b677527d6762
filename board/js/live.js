/** What changes, as it changes: a stream of records where the host has one, otherwise a beat to ask at. */

import { EventStreamParser } from './sse.js';

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 20_000;
const SILENCE = 45_000;

/**
 * @typedef {'connecting'|'live'|'polling'|'offline'} LiveState
 * `polling`: this host has no stream; whoever shows something asks for it again from time to time.
 */
export class Live {
  #api;
  #listeners = new Map();
  #filter = {};
  #stop = new AbortController();
  #running = false;
  #polling = false;

  /** @type {LiveState} */
  state = 'connecting';

  /** Whether this host has no stream, so that whoever shows something has to ask for it. */
  get polls() {
    return this.#polling;
  }

  constructor(api) {
    this.#api = api;
  }

  /** @returns {() => void} takes the listener away. Events: `order`, `stats`, `desk`, `gap`, `event`, and `state` with a {@link LiveState}. */
  on(event, listener) {
    const listeners = this.#listeners.get(event) ?? new Set();
    this.#listeners.set(event, listeners.add(listener));
    return () => listeners.delete(listener);
  }

  /** Asks only for orders that these say: provider, store, orderId. */
  follow(filter) {
    const wanted = Object.fromEntries(Object.entries(filter).filter(([, value]) => value));
    if (this.#running && JSON.stringify(wanted) === JSON.stringify(this.#filter)) {
      return;
    }

    this.#filter = wanted;
    if (!this.#polling) {
      this.#stop.abort();
      this.#stop = new AbortController();
      this.#running = true;
      void this.#run(this.#stop.signal);
    }
  }

  async #run(signal) {
    let pause = FIRST_PAUSE;
    while (!signal.aborted) {
      try {
        const response = await this.#api.stream('api/stream', this.#filter, signal);
        this.#become('live');
        pause = FIRST_PAUSE;
        await this.#read(response.body, signal);
      } catch (error) {
        if (signal.aborted) {
          return;
        }

        if (error.status === 404 || error.status === 405 || error.status === 501) {
          this.#polling = true;
          this.#become('polling');
          return;
        }
      }

      if (!signal.aborted) {
        this.#become('offline');
        await delay(pause + Math.random() * pause / 2, signal);
        pause = Math.min(pause * 2, LONGEST_PAUSE);
      }
    }
  }

  async #read(body, signal) {
    const parser = new EventStreamParser();
    const reader = body.pipeThrough(new TextDecoderStream()).getReader();
    // A connection that died without a word is silent; a living one says something every fifteen seconds.
    let watch = setTimeout(() => reader.cancel(), SILENCE);
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done || signal.aborted) {
          return;
        }

        clearTimeout(watch);
        watch = setTimeout(() => reader.cancel(), SILENCE);
        for (const record of parser.feed(value)) {
          this.tell(record.event, JSON.parse(record.data));
        }
      }
    } finally {
      clearTimeout(watch);
      reader.cancel().catch(() => {});
    }
  }

  /** While polling: the relay answered again. */
  reach() {
    if (this.#polling) {
      this.#become('polling');
    }
  }

  /** While polling: it did not answer. */
  lose() {
    if (this.#polling) {
      this.#become('offline');
    }
  }

  /** Tells every listener, as the stream would. */
  tell(event, value) {
    for (const listener of this.#listeners.get(event) ?? []) {
      listener(value);
    }
  }

  #become(state) {
    if (this.state !== state) {
      this.state = state;
      this.tell('state', state);
    }
  }
}

function delay(milliseconds, signal) {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    }, { once: true });
  });
}
