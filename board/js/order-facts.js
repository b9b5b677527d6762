/** What is known about an order, beside its timeline. */

import { chip, statusChip, time } from './chip.js';
import { h, put, s } from './dom.js';
import { instant, latency, masked, maskedNumber, plural } from './format.js';
import { copy } from './raw-body.js';
import { safeLink } from './route.js';
import { notificationTone, words } from './words.js';

/** Lines of a name and a value; those without a value are left out. */
export function facts(pairs) {
  const known = pairs.filter(([, value]) => value !== undefined && value !== null && value !== '');
  return h('dl.facts', null, known.map(([name, value]) => h('div', null, h('dt', null, name), h('dd', null, value))));
}

export function panel(title, testId, ...content) {
  return h('section.card', { 'aria-labelledby': `${testId}-title`, 'data-testid': testId },
    h('div.card-head', null, h('h2', { id: `${testId}-title` }, title)),
    h('div.card-body', null, content));
}

export function tracksPanel(order, now) {
  const track = known => known && [statusChip(known.status), ' ', h('span.soft', null, 'since ', time(known.since, instant(known.since, now)))];
  return panel('Now', 'tracks',
    facts([
      ['Delivery', track(order.delivery)],
      ['Preparation', track(order.preparation)],
      ['Items', order.itemsTotal > 0 ? `${order.itemsPrepared} of ${order.itemsTotal} prepared` : null],
      ['First event', time(order.firstEventAt, instant(order.firstEventAt, now))],
      ['Last event', time(order.lastEventAt, instant(order.lastEventAt, now))],
      ['Events', [String(order.events), order.conflicts > 0 ? `, ${plural(order.conflicts, 'conflict')}` : '',
        order.unknownStatuses > 0 ? `, ${plural(order.unknownStatuses, 'unknown status', 'unknown statuses')}` : '']],
    ]));
}

export function failurePanel({ failure }) {
  return failure ? h('section.card.failure', { 'aria-labelledby': 'failure-title', 'data-testid': 'failure' },
    h('h2', { id: 'failure-title' }, failure.code === undefined ? 'Failure' : `Failure ${failure.code}`),
    failure.message ? h('p', null, failure.message) : null,
    failure.driverMessage ? h('p', null, h('span.soft', null, 'The driver says: '), failure.driverMessage) : null) : null;
}

export function orderPanel(order) {
  const { store = {}, references = {} } = order;
  const link = order.trackingLink ? safeLink(order.trackingLink) : null;
  return panel('Order', 'order-facts',
    facts([
      ['Order id', copied(order.orderId)],
      ['Order number', copied(references.orderNumber)],
      ['Partner’s id', copied(references.partnerOrderId)],
      ['Tracking code', copied(references.trackingCode)],
      ['Invoice', references.invoiceNumber],
      ['Payment', [words(order.paymentStatus ?? ''), references.paymentId ? ` (${references.paymentId})` : ''].join('') || null],
      ['Store', [store.name, store.externalId, store.id].filter(Boolean).join(' · ')],
      ['Kind', order.kind && words(order.kind)],
      ['Channel', order.channel],
      ['Carrier', order.carrier],
      ['Total', order.total],
      ['Tracking', link
        ? h('a', { 'href': link, 'target': '_blank', 'rel': 'noopener noreferrer', 'referrerpolicy': 'no-referrer', 'data-testid': 'tracking-link', 'data': { focus: 'tracking' } }, 'Open the tracking page ↗')
        : order.trackingLink ? h('span.soft', { 'data-testid': 'tracking-refused' }, 'not shown: no http or https address') : null],
    ]));
}

export function itemsPanel({ items }) {
  return items.length === 0 ? null : panel('Items', 'items',
    h('ul.items', null, items.map(item => h('li', null,
      h('span.quantity', null, `${item.quantity ?? 1} ×`),
      h('span', null, h('span', null, item.name ?? item.id),
        item.addons?.length ? h('span.soft.addons', null, item.addons.join(', ')) : null,
        h('span.soft.addons', null, [item.sequence, item.printer && item.printer !== 'default' ? item.printer : ''].filter(Boolean).join(' · '))),
      item.status ? statusChip(item.status) : h('span.soft', null, 'no status')))));
}

/** Persons are masked until somebody asks, and again whenever the page is opened anew. */
export function peoplePanel(order, people) {
  if (!order.recipient && !order.driver && order.customFields === undefined) {
    return order.personalDataErasedAt
      ? panel('Recipient and driver', 'people', h('p.soft', null, 'Erased.'))
      : null;
  }

  const body = h('div.card-body');
  const button = h('button.plain', {
    'type': 'button', 'data-testid': 'reveal', 'data': { focus: 'reveal' }, 'onclick': () => {
      people.shown = !people.shown;
      show();
    },
  });
  const show = () => {
    button.textContent = people.shown ? 'Hide' : 'Show';
    button.setAttribute('aria-pressed', String(people.shown));
    put(body, persons(order, people.shown));
  };
  show();
  return h('section.card', { 'aria-labelledby': 'people-title', 'data-testid': 'people' },
    h('div.card-head', null, h('h2', { id: 'people-title' }, 'Recipient and driver'), button), body);
}

function persons({ recipient, driver, customFields }, open) {
  const name = value => value && (open ? value : masked(value));
  const number = value => value && (open ? value : maskedNumber(value));
  const address = recipient?.address;
  const lines = address && [address.line1, address.line2, address.apartmentNumber, [address.postcode, address.city].filter(Boolean).join(' '), address.state, address.country].filter(Boolean);
  return facts([
    ['Recipient', name(recipient?.name)],
    ['Phone', number(recipient?.phone)],
    ['E-mail', name(recipient?.email)],
    ['Address', lines?.length ? (open ? lines.join(', ') : '••••••••••') : null],
    ['Instructions', address?.instructions && (open ? address.instructions : '••••••')],
    ['Driver', name(driver?.name)],
    ['Driver’s phone', number(driver?.phone)],
    ['Document', number(driver?.document)],
    ['Custom fields', customFields === undefined || customFields === null ? null : open ? h('pre.custom', null, JSON.stringify(customFields, null, 2)) : '••••••'],
  ]);
}

export function notificationsPanel(notifications, now) {
  return panel('Notifications', 'notifications', notifications.length === 0
    ? h('p.soft', null, 'None was requested for this order.')
    : h('ul.notifications', null, notifications.map(sent => notification(sent, now))));
}

function notification(sent, now) {
  const last = sent.attempts.at(-1);
  return h('li', null,
    h('div.line', null, chip(words(sent.status), notificationTone(sent.status)), h('span', null, words(sent.change.replace(/^.*:/, ''))),
      h('span.soft', null, sent.channel), h('span.soft.end', null, time(sent.requestedAt, instant(sent.requestedAt, now)))),
    sent.text ? h('p.soft', null, sent.text) : null,
    last ? h('p.soft', null, `${plural(sent.attempts.length, 'attempt')}; the last to ${last.target}: ${last.answer} (${latency(last.durationMilliseconds)})`) : null);
}

function copied(value) {
  return value ? [h('span.mono', null, value), ' ',
    h('button.copy', { 'type': 'button', 'aria-label': `Copy ${value}`, 'title': 'Copy', 'data': { focus: `copy ${value}` }, 'onclick': () => copy(value) },
      s('svg', { 'viewBox': '0 0 16 16', 'width': 14, 'height': 14, 'aria-hidden': 'true' },
        s('rect', { x: 5.5, y: 5.5, width: 8, height: 8, rx: 1.5 }), s('path', { d: 'M10.5 3.5v-1h-8v8h1' })))] : null;
}
