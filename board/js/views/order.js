/** One order: why it is in its state, its timeline, and what is known about it. */

import { path, UNCHANGED } from '../api.js';
import { failed, loading } from '../blank.js';
import { announce, openDialog } from '../dialogs.js';
import { h, put, refill } from '../dom.js';
import { shortId } from '../format.js';
import { failurePanel, itemsPanel, notificationsPanel, orderPanel, peoplePanel, tracksPanel } from '../order-facts.js';
import { rawBody } from '../raw-body.js';
import { format } from '../route.js';
import { anchorOf, timeline } from '../timeline.js';
import { whyCard } from '../why-card.js';
import { lowerWords } from '../words.js';

const BEAT_POLLING = 4000;
const BEAT_LIVE = 20_000;
const SOON = 150;

export function orderView(board, route) {
  const stop = new AbortController();
  const people = { shown: false };
  const content = h('div', null, loading('the order'));
  const back = h('a.back', { 'href': format(board.list?.route ?? { view: 'orders' }), 'data-testid': 'back' }, '← Orders');
  const element = h('section.page.order', { 'data-testid': 'order' }, back, content);
  const answers = { order: null, events: null, notifications: null };
  const tags = new Map();
  let soon = 0;
  let wanted = route.event;
  let status = null;
  document.title = `${shortId(route.id)} · OrderRelay`;

  async function load() {
    try {
      const changed = await Promise.all([
        take('order', path('orders', route.provider, route.id)),
        take('events', path('orders', route.provider, route.id, 'events'), answer => answer.events),
        take('notifications', path('notifications'), answer => answer.notifications, { provider: route.provider, orderId: route.id, limit: 200 }),
      ]);
      if (changed.includes(true)) {
        show();
        showWanted();
      }
    } catch (error) {
      // What is shown stays; the bar says that the relay does not answer.
      if (!stop.signal.aborted && answers.order === null) {
        put(content, failed(board, error, () => {
          put(content, loading('the order'));
          void load();
        }));
      }
    }
  }

  async function take(name, address, part = answer => answer, query = undefined) {
    const answer = await board.api.getChanged(tags, address, query, stop.signal);
    if (answer === UNCHANGED) {
      return false;
    }

    answers[name] = part(answer);
    return true;
  }

  function show() {
    const { order, events, notifications } = answers;
    const now = Date.now();
    if (status !== null && status !== order.status) {
      announce(`The order is now ${lowerWords(order.status)}`);
    }

    status = order.status;
    const number = order.references?.orderNumber;
    document.title = `${number ?? shortId(order.orderId)} · OrderRelay`;
    refill(content,
      h('header.order-head', null,
        h('h1', { 'data-testid': 'order-title' }, `Order ${number ?? shortId(order.orderId)}`),
        h('span.provider', null, order.provider),
        order.store ? h('span.soft', null, order.store.name ?? order.store.externalId ?? order.store.id) : null,
        order.stalled ? h('span.flag', null, 'stalled') : null),
      whyCard(order, events, now, goTo),
      h('div.order-columns', null,
        h('section.card.timeline-card', { 'aria-labelledby': 'timeline-title' },
          h('div.card-head', null, h('h2', { id: 'timeline-title' }, 'Timeline'), h('span.soft', null, 'by when it happened')),
          timeline(order, events, now, showRaw)),
        h('div.order-side', null,
          failurePanel(order), tracksPanel(order, now), itemsPanel(order), orderPanel(order), peoplePanel(order, people), notificationsPanel(notifications, now))));
  }

  /** The event that the address names, the first time that it is there. */
  function showWanted() {
    const event = wanted && answers.events.find(known => known.eventId === wanted);
    if (event) {
      wanted = undefined;
      goTo(event);
    }
  }

  function goTo(event) {
    const target = document.getElementById(anchorOf(event));
    target?.scrollIntoView({ block: 'center', behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth' });
    target?.focus({ preventScroll: true });
    target?.classList.remove('shown');
    requestAnimationFrame(() => target?.classList.add('shown'));
  }

  async function showRaw(event) {
    const body = h('div', null, loading('the body'));
    const opened = openDialog({ title: event.name, testId: 'raw-dialog', wide: true, content: body });
    try {
      const bytes = await board.api.bytes(path('orders', route.provider, route.id, 'events', event.eventId, 'raw'), stop.signal);
      put(body, rawBody(bytes, `${route.provider}-${event.contentHash.slice(0, 12)}.json`));
    } catch (error) {
      put(body, h('p.error', { role: 'alert' }, error.message));
    }

    await opened;
  }

  /** The order itself may be elsewhere in the stream's batch: one answer for several records. */
  function loadSoon(order) {
    if (order.provider === route.provider && order.orderId === route.id) {
      soon ||= setTimeout(() => {
        soon = 0;
        void load();
      }, SOON);
    }
  }

  let beat = 0;
  const beatAgain = () => {
    clearInterval(beat);
    beat = setInterval(() => void load(), board.live.polls ? BEAT_POLLING : BEAT_LIVE);
  };
  const off = [board.live.on('order', loadSoon), board.live.on('state', state => {
    beatAgain();
    if (state === 'live' && answers.order !== null) {
      void load();
    }
  }), board.live.on('gap', () => void load())];

  return {
    element,
    update(next) {
      wanted = next.event;
      if (answers.events !== null) {
        showWanted();
      }
    },
    start() {
      board.live.follow({ provider: route.provider, orderId: route.id });
      beatAgain();
      void load();
    },
    dispose() {
      stop.abort();
      clearInterval(beat);
      clearTimeout(soon);
      off.forEach(end => end());
    },
  };
}
