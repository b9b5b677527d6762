/**
 * Where the list of orders comes from: pages as far as somebody scrolled, the stream, and now and then a look at what
 * was loaded before, which finds what no stream says, such as orders that fell silent.
 */

import { UNCHANGED } from './api.js';
import { OrderList, passes } from './order-list.js';

const FILTERS = ['provider', 'store', 'status', 'q'];
const PAGE = 200;
/** Pages loaded without scrolling: they come by when orders began, and one that began earlier may be the one that moved last. */
const AHEAD = 4;
const BATCH = 250;
const BEAT_POLLING = 4000;
const BEAT_LIVE = 15_000;
/** Past this, a page that stays open for days starts over from the newest, rather than hold ever more. */
const MOST = 100_000;

export class OrderFeed {
  #board;
  #changed = () => {};
  #route;
  #stop = new AbortController();
  #cursors = [];
  #tags = new Map();
  #next = '';
  #loading = false;
  #arrived = new Map();
  #timer = 0;
  #beat = 0;
  #turn = 0;
  #off = [];

  list = new OrderList();
  /** @type {'loading'|'ready'|'failed'} the first page */
  state = 'loading';
  error = null;

  constructor(board) {
    this.#board = board;
  }

  /**
   * Listens, and tells of it. A feed that was put away goes on where it was.
   * @param {(how: {live: boolean}) => void} changed after the list or the state changed; `live`: by itself, not because of a page
   */
  attach(changed) {
    const { live } = this.#board;
    this.#changed = changed;
    this.#off = [
      live.on('order', order => this.#arrive(order)),
      live.on('gap', () => this.#look(true)),
      live.on('state', state => {
        this.#beatAgain();
        // What happened while nobody listened was not told.
        if (state === 'live') {
          void this.#look(true);
        }
      }),
    ];
    if (this.#route) {
      live.follow(this.#followed());
      this.#beatAgain();
      void this.#look(true);
    }
  }

  /** Listens no more, and keeps what it has. */
  detach() {
    this.#changed = () => {};
    this.#off.forEach(off => off());
    clearTimeout(this.#timer);
    clearInterval(this.#beat);
    this.#timer = 0;
    this.#arrived.clear();
  }

  /** Whether it shows what these filters leave. */
  isOf(route) {
    return this.state === 'ready' && FILTERS.every(field => this.#route[field] === route[field]);
  }

  get isAtEnd() {
    return this.#next === undefined;
  }

  get isLoading() {
    return this.#loading;
  }

  /** Starts over with the filters of a route. */
  open(route) {
    this.#route = route;
    this.#stop.abort();
    this.#stop = new AbortController();
    this.list.clear();
    this.#arrived.clear();
    this.#cursors = [];
    this.#tags.clear();
    this.#next = '';
    this.#loading = false;
    this.state = 'loading';
    this.error = null;
    this.#board.live.follow(this.#followed());
    this.#beatAgain();
    this.#changed({ live: false });
    const first = this.more();
    void first.then(() => this.#ahead(this.#stop.signal));
    return first;
  }

  /** The next page, unless it is on its way or there is none. */
  async more() {
    if (this.#loading || this.isAtEnd) {
      return;
    }

    const signal = this.#stop.signal;
    const cursor = this.#next;
    this.#loading = true;
    try {
      const page = await this.#board.api.get('api/orders', this.#query(cursor), signal);
      this.#cursors.push(cursor);
      this.#next = page.cursor;
      const rows = this.list.take(page.orders, row => passes(row, this.#route));
      rows.forEach(row => {
        row.turned = false;
      });
      this.state = 'ready';
      this.error = null;
    } catch (error) {
      if (signal.aborted) {
        return;
      }

      this.error = error;
      this.state = this.#cursors.length > 0 ? 'ready' : 'failed';
    }

    this.#loading = false;
    this.#changed({ live: false });
  }

  async #ahead(signal) {
    for (let page = 0; page < AHEAD && !signal.aborted && !this.error; page++) {
      await this.more();
    }
  }

  #followed() {
    return { provider: this.#route.provider, store: this.#route.store };
  }

  #query(cursor) {
    const { provider, store, status, q } = this.#route;
    return { provider, store, status, q, limit: PAGE, cursor };
  }

  /** Records come in bursts: they are taken in together, the last of each order only. */
  #arrive(order) {
    this.#arrived.set(`${order.provider}\n${order.orderId}`, order);
    this.#timer ||= setTimeout(() => {
      this.#timer = 0;
      const orders = [...this.#arrived.values()];
      this.#arrived.clear();
      this.#take(orders);
    }, BATCH);
  }

  #take(orders) {
    const now = performance.now();
    const changed = this.list.take(orders, row => passes(row, this.#route));
    for (const row of changed) {
      row.changedAt = row.turned ? now : row.changedAt;
      row.turned = false;
    }

    if (this.list.size > MOST) {
      void this.open(this.#route);
    } else if (changed.length > 0) {
      this.#changed({ live: true });
    }
  }

  #beatAgain() {
    clearInterval(this.#beat);
    this.#beat = setInterval(() => this.#look(false), this.#board.live.polls ? BEAT_POLLING : BEAT_LIVE);
  }

  /** Asks again for the first page, and for one of the others in turn. */
  async #look(all) {
    if (this.state !== 'ready') {
      return;
    }

    const { signal } = this.#stop;
    const others = this.#cursors.slice(1);
    const turn = all ? others.slice(0, 4) : others.slice(this.#turn % Math.max(1, others.length)).slice(0, 1);
    this.#turn++;
    try {
      for (const cursor of ['', ...turn]) {
        const page = await this.#board.api.getChanged(this.#tags, 'api/orders', this.#query(cursor), signal);
        if (page !== UNCHANGED && !signal.aborted) {
          this.#take(page.orders);
        }
      }
    } catch {
      // The bar says that the relay does not answer; the next beat tries again.
    }
  }
}
