/** The list of orders. */

import { blank, failed } from '../blank.js';
import { announce } from '../dialogs.js';
import { h, put, text } from '../dom.js';
import { count, plural } from '../format.js';
import { OrderFeed } from '../order-feed.js';
import { OrderFilters } from '../order-filters.js';
import { bindRow, COLUMNS, makeRow } from '../order-row.js';
import { orderRoute } from '../route.js';
import { VirtualRows } from '../virtual-rows.js';

const TICK = 1000;
const QUIET = 10_000;

export function ordersView(board, route) {
  document.title = 'Orders · OrderRelay';
  // Whoever comes back from an order finds the list as it was left.
  const kept = board.list?.feed.isOf(route) ? board.list : null;
  const feed = kept?.feed ?? new OrderFeed(board);
  const filters = new OrderFilters(route, next => board.go(next, { replace: true }));
  const rows = new VirtualRows({
    head: h('div.row.rows-head', { role: 'row', 'aria-rowindex': 1 },
      COLUMNS.map(([name, title]) => h(`div.cell.cell-${name}`, { role: 'columnheader' }, title))),
    make: makeRow,
    bind: (row, order) => bindRow(row, order, Date.now()),
    open: order => board.go(orderRoute(order.provider, order.id)),
    reachEnd: () => {
      if (feed.state === 'ready' && !feed.error) {
        void feed.more();
      }
    },
  });
  rows.element.addEventListener('click', event => openRow(event, board));

  let untold = 0;
  let toldAt = -QUIET;
  const newer = h('button.newer', { 'type': 'button', 'data-testid': 'newer', 'hidden': true, 'onclick': () => showNewer() });
  const summary = h('span.summary', { 'data-testid': 'order-count' });
  const notice = h('div.notice');
  const grid = h('div.grid', { 'role': 'grid', 'aria-label': 'Orders, newest activity first', 'data-testid': 'orders-grid' },
    rows.element);
  const element = h('section.orders', { 'data-testid': 'orders' },
    h('div.orders-top', null, h('h1', null, 'Orders', summary), filters.element, filters.strip),
    h('div.orders-list', null, grid, notice, newer));

  /** Nothing moves beneath a pointer, beneath the keyboard, or away from a reader who scrolled. */
  const mayMove = () => !rows.scrolled && !rows.inUse;

  function changed({ live }) {
    filters.learn(feed.list.rows.length < 2000 ? feed.list.rows : []);
    if (!live || mayMove()) {
      const more = feed.list.waiting;
      feed.list.settle();
      rows.show(feed.list.rows, true);
      filters.learn(feed.list.rows.slice(0, 200));
      tell(live ? more : 0);
    } else {
      rows.refresh();
    }

    showState();
  }

  /** Now and then, and together: a screen reader that speaks without end helps nobody. */
  function tell(more) {
    untold += more;
    if (untold > 0 && performance.now() - toldAt > QUIET) {
      announce(`${plural(untold, 'order')} changed`);
      toldAt = performance.now();
      untold = 0;
    }
  }

  function showNewer() {
    feed.list.settle();
    rows.show(feed.list.rows, false);
    rows.toTop();
    showState();
  }

  function showState() {
    const { size, waiting } = feed.list;
    grid.ariaRowCount = feed.isAtEnd ? String(size + 1) : '-1';
    grid.setAttribute('aria-busy', String(feed.state === 'loading'));
    newer.hidden = waiting === 0 || feed.state !== 'ready';
    text(newer, `↑ ${plural(waiting, 'order')} with newer activity`);
    text(summary, feed.state === 'ready' ? `${count(size)}${feed.isAtEnd ? '' : ' loaded, more below'}` : '');
    showNotice(size);
  }

  function showNotice(size) {
    const kind = feed.state === 'loading' ? 'loading' : feed.error ? `failed ${feed.error.message}` : size === 0 ? 'empty' : '';
    if (notice.dataset.kind === kind) {
      return;
    }

    notice.dataset.kind = kind;
    notice.classList.toggle('over', size === 0);
    put(notice,
      kind === 'loading' ? skeleton()
        : feed.error ? failed(board, feed.error, () => (size === 0 ? feed.open(route) : feed.more()))
          : kind === 'empty' ? nothing(route, board) : null);
  }

  const tick = setInterval(() => {
    if (feed.list.waiting > 0 && mayMove()) {
      changed({ live: true });
    } else {
      rows.refresh();
    }
  }, TICK);
  const offStats = board.live.on('stats', stats => filters.count(stats.orders ?? {}));
  if (board.stats) {
    filters.count(board.stats.orders ?? {});
  }

  return {
    element,
    start() {
      feed.attach(how => changed(how));
      if (kept) {
        changed({ live: false });
        rows.restore(kept.place);
      } else {
        void feed.open(route);
      }
    },
    update(next) {
      route = next;
      filters.show(route);
      if (feed.state === 'loading' || !feed.isOf(route)) {
        rows.toTop();
        void feed.open(route);
      }
    },
    search: () => {
      filters.search.focus();
      filters.search.select();
    },
    rows: () => rows.focus(),
    dispose() {
      clearInterval(tick);
      offStats();
      filters.dispose();
      feed.detach();
      board.list = { feed, route, place: rows.place };
      rows.dispose();
    },
  };
}

/** A click anywhere on a row opens it; on its number, the link does. */
function openRow(event, board) {
  const row = event.target.closest('[role=row]');
  if (row && !event.target.closest('a') && !getSelection()?.toString()) {
    const [provider, id] = row.dataset.key.split('\n');
    board.go(orderRoute(provider, id));
  }
}

function nothing(route, board) {
  return route.q || route.provider || route.store || route.status
    ? blank('No order matches', 'The filters leave nothing. References are searched in any part, without regard to case.',
      h('button', { type: 'button', onclick: () => board.go({ view: 'orders' }, { replace: true }) }, 'Clear the filters'))
    : blank('No orders yet', 'The first webhook that a provider posts to /api/webhooks/{provider} appears here by itself.');
}

const skeleton = () => h('div.skeleton', { 'role': 'status', 'aria-label': 'Loading orders', 'data-testid': 'loading' },
  Array.from({ length: 12 }, () => h('div.skeleton-row', { 'aria-hidden': 'true' }, h('i'), h('i'), h('i'), h('i'))));
