/** Why an order is in its state: which event decided, by which rule, and what was left aside. Pure. */

import { moved } from './words.js';

/** Verdicts whose events changed no track, the telling ones first. */
const ASIDE = ['conflict', 'late_after_end', 'unknown_status', 'duplicate', 'repeated', 'side_fact'];

/**
 * @param {object} order the answer of `GET /api/orders/{provider}/{orderId}`
 * @param {object[]} events its timeline
 * @returns {{speaks: 'delivery'|'preparation'|'items'|'nothing', decided: object|null, aside: {verdict: string, explanation: string, events: object[]}[]}}
 */
export function why(order, events) {
  const speaks = speakerOf(order);
  return { speaks, decided: deciderOf(speaks, order, events), aside: asideOf(events) };
}

/** Which track gives the headline: the delivery from the driver's arrival on, before that the kitchen once it has begun. */
function speakerOf(order) {
  if (order.delivery?.status === order.status) {
    return 'delivery';
  }

  if (order.preparation && (order.preparation.status === order.status || order.status === 'created')) {
    return 'preparation';
  }

  return order.status === 'preparing' ? 'items' : 'nothing';
}

function deciderOf(speaks, order, events) {
  if (speaks === 'nothing') {
    return null;
  }

  if (speaks === 'items') {
    const begun = events.filter(event => event.track?.startsWith('item:') && moved(event.verdict));
    return begun.find(event => event.occurredAt === order.statusSince) ?? begun[0] ?? null;
  }

  const { setBy, since, status } = order[speaks];
  const named = events.filter(event => event.eventId === setBy || event.eventId.startsWith(`${setBy}~`));
  return named.find(event => moved(event.verdict) && event.status === status)
    ?? named.find(event => moved(event.verdict))
    ?? events.findLast(event => event.track === speaks && event.occurredAt === since && moved(event.verdict))
    ?? null;
}

function asideOf(events) {
  const groups = [];
  for (const verdict of ASIDE) {
    for (const event of events.filter(known => known.verdict === verdict)) {
      const group = groups.find(other => other.verdict === verdict && other.explanation === event.explanation);
      if (group) {
        group.events.push(event);
      } else {
        groups.push({ verdict, explanation: event.explanation, events: [event] });
      }
    }
  }

  return groups;
}
