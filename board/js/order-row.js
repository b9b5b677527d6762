/** One row of the list of orders. */

import { setStatus } from './chip.js';
import { attribute, h, text } from './dom.js';
import { age, count, instant, plural, shortId } from './format.js';
import { format, orderRoute } from './route.js';
import { isTrouble, words } from './words.js';

const FRESH = 1600;

/** The columns, with their names; the style sheet gives the widths. */
export const COLUMNS = [
  ['status', 'Status'],
  ['order', 'Order'],
  ['store', 'Store'],
  ['kitchen', 'Preparation'],
  ['delivery', 'Delivery'],
  ['events', 'Events'],
  ['last', 'Last event'],
  ['age', 'Age'],
];

export function makeRow() {
  const row = h('div.row', { 'role': 'row', 'data-testid': 'order-row' });
  const parts = {
    chip: h('span.chip'),
    stalled: h('span.flag', { title: 'Not ended, and its provider has been silent for long' }, 'stalled'),
    link: h('a.number', { tabindex: -1 }),
    provider: h('span.provider'),
    store: h('span.cut'),
    meter: h('span.meter', { 'aria-hidden': 'true' }, h('span.meter-fill')),
    kitchen: h('span'),
    delivery: h('span'),
    events: h('span'),
    unknown: h('span.flag'),
    last: h('time'),
    age: h('time'),
  };
  row.append(
    cell('status', parts.chip, parts.stalled),
    cell('order', parts.link, parts.provider),
    cell('store', parts.store),
    cell('kitchen', parts.meter, parts.kitchen),
    cell('delivery', parts.delivery),
    cell('events', parts.events, parts.unknown),
    cell('last', parts.last),
    cell('age', parts.age));
  row.parts = parts;
  return row;
}

/** @param {import('./order-list.js').Row} order */
export function bindRow(row, order, now) {
  const { parts } = row;
  setStatus(parts.chip, order.status);
  parts.stalled.hidden = !order.stalled;
  attribute(row, 'data-alarm', isTrouble(order.status) ? order.status === 'failed' ? 'bad' : 'warn' : order.stalled ? 'stalled' : null);
  attribute(row, 'data-status', order.status);
  attribute(row, 'data-stalled', order.stalled);
  attribute(row, 'data-left', order.left ?? false);
  text(parts.link, order.number || shortId(order.id));
  attribute(parts.link, 'href', format(orderRoute(order.provider, order.id)));
  attribute(parts.link, 'title', order.id);
  text(parts.provider, order.provider);
  text(parts.store, order.store || '–');
  attribute(parts.store, 'title', order.store);
  bindKitchen(parts, order);
  text(parts.delivery, order.delivery ? words(order.delivery) : '–');
  text(parts.events, count(order.events));
  parts.unknown.hidden = order.unknown === 0;
  text(parts.unknown, '?');
  attribute(parts.unknown, 'title', order.unknown === 0 ? null : plural(order.unknown, 'unknown status', 'unknown statuses'));
  bindTimes(parts, order, now);
  row.classList.toggle('fresh', performance.now() - (order.changedAt ?? -FRESH) < FRESH);
}

function bindKitchen(parts, order) {
  const known = order.items > 0 && (order.prepared > 0 || order.preparation !== '');
  parts.meter.hidden = !known;
  if (known) {
    parts.meter.firstChild.style.transform = `scaleX(${order.prepared / order.items})`;
    attribute(parts.meter, 'data-full', order.prepared === order.items);
    text(parts.kitchen, `${order.prepared} of ${order.items} prepared`);
  } else {
    text(parts.kitchen, order.preparation ? words(order.preparation) : '–');
  }
}

function bindTimes(parts, order, now) {
  text(parts.last, age(order.last, now));
  text(parts.age, age(order.first, now));
  const last = new Date(order.last).toISOString();
  if (parts.last.dateTime !== last) {
    parts.last.dateTime = last;
    parts.last.title = `Last event ${instant(order.last, now)}`;
  }

  const first = new Date(order.first).toISOString();
  if (parts.age.dateTime !== first) {
    parts.age.dateTime = first;
    parts.age.title = `First event ${instant(order.first, now)}`;
  }
}

const cell = (name, ...children) => h(`div.cell.cell-${name}`, { 'role': 'gridcell', 'data-testid': `cell-${name}` }, children);
