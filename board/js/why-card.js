/** The answer to "why is it in this state?", first thing on an order's page. */

import { statusChip, time } from './chip.js';
import { h } from './dom.js';
import { duration, instant, lateness, plural } from './format.js';
import { lowerWords, verdictTone, verdictWord, words } from './words.js';
import { why } from './why.js';

const SPEAKS = {
  delivery: 'From the driver’s arrival on, the delivery speaks for the order.',
  preparation: 'Until the driver arrives, the kitchen speaks for the order.',
  items: 'The kitchen has begun with an item, so the order is being prepared.',
  nothing: 'No event that is known has moved a track.',
};

/** @param {(eventId: string, contentHash: string) => void} goTo shows an event on the timeline */
export function whyCard(order, events, now, goTo) {
  const { speaks, decided, aside } = why(order, events);
  return h('section.card.why', { 'aria-labelledby': 'why-title', 'data-testid': 'why', 'data': { status: order.status } },
    h('h2.unseen', { id: 'why-title' }, 'Why is it in this state?'),
    h('p.why-sentence', { 'data-testid': 'why-sentence' }, decided ? because(order, decided, now, goTo) : nothingDecided(order, speaks)),
    h('p.soft', null, speaks === 'delivery' && EARLY.has(order.status) ? 'The kitchen has not begun, so the delivery speaks for the order.' : SPEAKS[speaks],
      notes(order, events, now)),
    aside.length > 0 ? h('div.aside-list', { 'data-testid': 'why-ignored' },
      h('h3', null, 'What changed nothing'),
      h('ul', null, aside.map(group => h('li', null, ignored(group, now, goTo))))) : null);
}

function because(order, decided, now, goTo) {
  const said = decided.providerStatus ? [' said ', h('code', null, decided.providerStatus, decided.providerSubstatus ? ` / ${decided.providerSubstatus}` : '')] : ' came';
  return [
    statusChip(order.status), ' since ', time(order.statusSince, instant(order.statusSince, now)), ', because ',
    h('button.link', { 'type': 'button', 'data-testid': 'why-event', 'data': { focus: 'why' }, 'onclick': () => goTo(decided) }, decided.name), said, '. ',
    h('span.soft', null, 'Rule: '), decided.explanation, '.',
    decided.arrivedLate ? ` It ${decided.delayMilliseconds < 1000 ? 'came late' : lateness(decided.delayMilliseconds)}, behind events that happened after it.` : '',
  ];
}

function nothingDecided(order, speaks) {
  return [statusChip(order.status), speaks === 'nothing'
    ? ' because none of its events moved the delivery or the kitchen.'
    : [' since ', instant(order.statusSince, Date.now()), '. The event that set it is not on the timeline any more.']];
}

function notes(order, events, now) {
  const late = events.filter(event => event.arrivedLate).length;
  const repeated = events.reduce((sum, event) => sum + event.receipts - 1, 0);
  return [
    order.stalled ? [' ', h('strong.warn', null, `Nothing was heard for ${duration(now - Date.parse(order.lastEventAt))}: it has stalled.`)] : null,
    late > 0 ? ` ${plural(late, 'event')} came out of order and ${late === 1 ? 'was' : 'were'} put where ${late === 1 ? 'it belongs' : 'they belong'}.` : null,
    repeated > 0 ? ` ${plural(repeated, 'delivery was a duplicate', 'deliveries were duplicates')} and counted once.` : null,
    order.personalDataErasedAt ? ` Personal data was erased ${instant(order.personalDataErasedAt, now)}.` : null,
  ];
}

function ignored({ verdict, explanation, events }, now, goTo) {
  const shown = events.slice(0, 3);
  return [
    h('span.tag', { data: { tone: verdictTone(verdict) } }, events.length > 1 ? `${events.length} × ${verdictWord(verdict)}` : verdictWord(verdict)),
    ` ${explanation}: `,
    shown.map((event, i) => [i > 0 ? ', ' : '',
      h('button.link', { type: 'button', data: { focus: `aside ${event.contentHash}` }, onclick: () => goTo(event) }, label(event)), ` at ${instant(event.occurredAt, now)}`]),
    events.length > shown.length ? `, and ${events.length - shown.length} more` : '',
  ];
}

const label = event => event.status ? lowerWords(event.status) : event.providerStatus ?? event.name;

/** Before the driver's arrival the delivery speaks only while the kitchen is silent. */
const EARLY = new Set(['created', 'pending', 'assigned']);

export const trackName = (track, items) => track?.startsWith('item:')
  ? items.find(item => item.id === track.slice(5))?.name ?? 'Item'
  : words(track ?? 'no track');
