/** What the pipeline's page says of one answer of `GET /api/stats`. */

import { blank } from './blank.js';
import { h } from './dom.js';
import { count, duration, latency, rate } from './format.js';
import { format, orderRoute } from './route.js';
import { lowerWords, verdictTone, verdictWord } from './words.js';

/** The figures in a row. @returns {{label: string, value: string, detail: string, tone?: string, id: string}[]} */
export function figures(stats) {
  const { queue, ackMilliseconds: ack, endToEndMilliseconds: lag } = stats;
  const refused = Object.values(stats.refused).reduce((sum, number) => sum + number, 0);
  const waiting = queue ? queue.active + queue.scheduled : null;
  return [
    {
      id: 'rate', label: 'Accepted',
      value: typeof stats.acceptedPerSecond === 'number' ? `${rate(stats.acceptedPerSecond)}/s` : count(stats.accepted),
      detail: `${count(stats.accepted)} since the start`,
    },
    { id: 'ack', label: 'Acknowledged in', value: ack.count ? latency(ack.p50) : '–', detail: ack.count ? `p99 ${latency(ack.p99)}, worst ${latency(ack.max)}` : 'nothing yet' },
    { id: 'lag', label: 'End to end', value: lag.count ? latency(lag.p50) : '–', detail: lag.count ? `p99 ${latency(lag.p99)}, worst ${latency(lag.max)}` : 'nothing yet', tone: lag.count && lag.p99 > 60_000 ? 'warn' : undefined },
    {
      id: 'queue', label: 'In the queue', value: waiting === null ? '–' : count(waiting),
      detail: !queue ? 'this host does not say' : queue.active > 0 ? `the oldest for ${duration(queue.oldestAgeSeconds * 1000)}` : queue.scheduled > 0 ? `${count(queue.scheduled)} wait for another attempt` : 'nothing waits',
      tone: queue && queue.oldestAgeSeconds > 60 ? 'warn' : undefined,
    },
    { id: 'duplicates', label: 'Duplicates', value: count(stats.duplicates), detail: 'known already, counted once' },
    { id: 'late', label: 'Late events', value: count(stats.late), detail: 'put where they belong' },
    { id: 'retries', label: 'Provider retries', value: count(stats.providerRetries), detail: 'second attempts and later' },
    { id: 'refused', label: 'Refused', value: count(refused), detail: refused === 0 ? 'nothing' : Object.entries(stats.refused).map(([reason, number]) => `${count(number)} ${lowerWords(reason)}`).join(', ') },
  ];
}

export function tile(figure) {
  return h('div.card.tile', { 'data-testid': `figure-${figure.id}`, 'data': { tone: figure.tone } },
    h('dt', null, figure.label), h('dd', null, h('b', null, figure.value), h('span', null, figure.detail)));
}

/** Statuses that no table knows, each with an event to look at. */
export function unknownTable({ unknownStatuses }) {
  if (unknownStatuses.length === 0) {
    return blank('Every status was understood', 'A status outside a provider’s table is kept and counted, and appears here with a sample.');
  }

  return h('div.table-scroll', null, h('table', { 'data-testid': 'unknown-statuses' },
    h('thead', null, h('tr', null, h('th', { scope: 'col' }, 'Status'), h('th', { scope: 'col' }, 'Provider'), h('th.count', { scope: 'col' }, 'Seen'), h('th', { scope: 'col' }, 'Sample'))),
    h('tbody', null, unknownStatuses.map(seen => h('tr', null,
      h('td', null, h('code', null, seen.status || '(empty)')),
      h('td', null, seen.provider),
      h('td.number-cell', null, count(seen.count)),
      h('td', null, seen.orderId ? h('a', { 'href': format(orderRoute(seen.provider, seen.orderId, seen.eventId)), 'title': seen.eventId }, 'an event') : '–'))))));
}

/** What the projection decided, as shares of all. */
export function verdictBars({ verdicts }) {
  const most = Math.max(1, ...Object.values(verdicts));
  const sorted = Object.entries(verdicts).sort(([, a], [, b]) => b - a);
  return sorted.length === 0 ? blank('Nothing was projected yet') : h('ul.bars', { 'data-testid': 'verdicts' }, sorted.map(([verdict, number]) => {
    const fill = h('span.bar-fill', { data: { tone: verdictTone(verdict) } });
    fill.style.width = `${Math.max(0.5, number / most * 100)}%`;
    return h('li', null, h('span', null, verdictWord(verdict)), h('span.bar-ground', { 'aria-hidden': 'true' }, fill), h('b', null, count(number)));
  }));
}
