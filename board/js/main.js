/** Starts the board: the address decides which view stands in `main`. */

import { Api } from './api.js';
import { askKey, showKeys } from './dialogs.js';
import { listenForKeys } from './keys.js';
import { Live } from './live.js';
import { format, parse } from './route.js';
import { showStatus } from './status-bar.js';
import { themeButton } from './theme.js';
import { deskView } from './views/desk.js';
import { orderView } from './views/order.js';
import { ordersView } from './views/orders.js';
import { pipelineView } from './views/pipeline.js';

const VIEWS = { 'orders': ordersView, 'order': orderView, 'dead-letters': deskView, 'pipeline': pipelineView };

const main = document.getElementById('main');
const api = new Api(askKey);
const live = new Live(api);
let shown = null;

/** What every view is given. */
const board = {
  api,
  live,
  /** The last answer of `GET /api/stats`; `live` tells of each as `stats`. */
  stats: null,
  /** The list of orders as it was left: its feed, its route and its place. */
  list: null,
  /** Goes to a route. `replace` leaves no step to go back to. */
  go(route, { replace = false } = {}) {
    const address = format(route);
    if (replace) {
      history.replaceState(null, '', address);
    } else {
      history.pushState(null, '', address);
    }

    show(true);
  },
};

/** A view stays while only its own choices change; `update` tells it of them. */
function show(byPerson) {
  const route = parse(location.search);
  const identity = route.view === 'order' ? `order ${route.provider} ${route.id}` : route.view;
  if (shown?.identity === identity) {
    shown.view.update?.(route);
    return;
  }

  shown?.view.dispose?.();
  const view = VIEWS[route.view](board, route);
  shown = { identity, view };
  main.replaceChildren(view.element);
  main.dataset.view = route.view;
  for (const link of document.querySelectorAll('nav [data-view]')) {
    const here = link.dataset.view === route.view || (route.view === 'order' && link.dataset.view === 'orders');
    if (here) {
      link.setAttribute('aria-current', 'page');
    } else {
      link.removeAttribute('aria-current');
    }
  }

  window.scrollTo(0, 0);
  if (byPerson) {
    main.focus({ preventScroll: true });
  }

  view.start?.();
}

/** Links within the board change the view without loading the page again. */
function follow(event) {
  const link = event.target.closest?.('a[href]');
  if (!link || event.defaultPrevented || event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey
    || link.target || link.hasAttribute('download') || !link.getAttribute('href').startsWith('./')) {
    return;
  }

  event.preventDefault();
  board.go(parse(new URL(link.href).search));
}

document.addEventListener('click', follow);
window.addEventListener('popstate', () => show(true));
themeButton(document.getElementById('theme'));
document.getElementById('keys').addEventListener('click', () => showKeys());
listenForKeys(board, () => shown?.view);
showStatus(board);
show(false);
