/** An order's events in the order in which they happened, each in the lane of its track. */

import { chip, statusChip, time } from './chip.js';
import { h } from './dom.js';
import { exactDuration, instant, lateness, timeOfDay } from './format.js';
import { trackName } from './why-card.js';
import { moved, verdictTone, verdictWord } from './words.js';

const LANES = [['delivery', 'Delivery'], ['preparation', 'Preparation'], ['items', 'Items']];
const GAP = 60_000;

/** @param {(event: object) => void} showRaw */
export function timeline(order, events, now, showRaw) {
  const lanes = LANES.filter(([lane]) => events.some(event => laneOf(event) === lane));
  return h('div.timeline', { 'data': { lanes: String(Math.max(1, lanes.length)) }, 'data-testid': 'timeline' },
    h('div.lane-heads', { 'aria-hidden': 'true' }, h('span'), lanes.map(([, title]) => h('span', null, title))),
    h('ol', { 'aria-label': 'Events in the order in which they happened' },
      events.map((event, i) => row(event, events[i - 1], order, lanes, now, showRaw))));
}

/** The id of an event's element; one identity may have come with several contents. */
export const anchorOf = event => `event-${event.contentHash}`;

function row(event, before, order, lanes, now, showRaw) {
  const lane = laneOf(event);
  const column = lanes.findIndex(([name]) => name === lane);
  const gap = before ? Date.parse(event.occurredAt) - Date.parse(before.occurredAt) : 0;
  return h('li.event-row', null,
    h('div.event-time', null,
      time(event.occurredAt, timeOfDay(event.occurredAt)),
      gap >= GAP ? h('span.gap', null, `+${exactDuration(gap)}`) : null),
    h('article.event', {
      'id': anchorOf(event), 'tabindex': -1, 'data-testid': 'event',
      'data': { focus: event.contentHash, lane: column < 0 ? 'all' : String(column + 1), verdict: event.verdict, moved: String(moved(event.verdict)) },
    },
    h('div.event-head', null,
      event.status ? statusChip(event.status) : chip(event.providerStatus ?? event.name, event.verdict === 'unknown_status' ? 'warn' : 'quiet'),
      event.track?.startsWith('item:') ? h('span.event-item.cut', { title: trackName(event.track, order.items) }, trackName(event.track, order.items)) : null,
      event.rawAvailable
        ? h('button.plain.raw-button', {
          'type': 'button', 'title': 'The body as it came', 'aria-label': `Body of ${event.name} at ${timeOfDay(event.occurredAt)}`, 'data-testid': 'event-raw',
          'data': { focus: `body ${event.contentHash}` },
          'onclick': () => showRaw(event),
        }, '{ }')
        : h('span.soft.raw-button', null, 'body gone')),
    h('p.event-rule', null,
      event.verdict === 'applied' ? h('span.unseen', { 'data-testid': 'verdict' }, `${verdictWord(event.verdict)}: `)
        : [h('span.tag', { 'data': { tone: verdictTone(event.verdict) }, 'data-testid': 'verdict' }, verdictWord(event.verdict)), ' '],
      h('span', { 'data-testid': 'event-rule' }, event.explanation)),
    h('p.event-facts', null, facts(event, now))));
}

function facts(event, now) {
  const said = [event.providerStatus, event.providerSubstatus].filter(Boolean).join(' / ');
  const late = lateness(event.delayMilliseconds);
  const parts = [
    h('span', { title: event.eventId }, event.name),
    said ? h('code', null, said) : null,
    late ? h('span', { title: `Received ${instant(event.receivedAt, now)}`, class: event.arrivedLate ? 'late' : null }, late) : null,
    event.arrivedLate ? h('span.late', { title: 'Events that happened after it had been folded already' }, 'out of order') : null,
    event.receipts > 1 ? h('span.late', null, `received ${event.receipts} times`) : null,
    event.deliveryAttempt > 1 ? h('span.late', null, `attempt ${event.deliveryAttempt}`) : null,
    event.replayOf ? h('a', { href: `./?view=dead-letters&status=all&letter=${encodeURIComponent(event.replayOf)}` }, 'replayed') : null,
  ].filter(Boolean);
  return parts.map((part, i) => [i > 0 ? ' · ' : '', part]);
}

function laneOf(event) {
  if (event.track === 'delivery' || event.track === 'preparation') {
    return event.track;
  }

  return event.track?.startsWith('item:') ? 'items' : 'all';
}
