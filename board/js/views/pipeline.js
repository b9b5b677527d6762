/** The pipeline: how fast, how late, how much waits, and what is odd. */

import { failed, loading } from '../blank.js';
import { chart } from '../chart.js';
import { facts } from '../order-facts.js';
import { figures, tile, unknownTable, verdictBars } from '../pipeline-figures.js';
import { h, put, text } from '../dom.js';
import { count, hourAndMinute, instant, latency, rate } from '../format.js';

const BEAT = 10_000;
const STATS_STALE = 30_000;

export function pipelineView(board) {
  document.title = 'Pipeline · OrderRelay';
  const stop = new AbortController();
  const tiles = h('dl.tiles', { 'data-testid': 'figures' });
  const unknown = h('div');
  const verdicts = h('div.card-body');
  const refused = h('div.card-body');
  const since = h('span.soft');
  const charts = makeCharts();
  const table = h('tbody');
  const note = h('p.soft.note', { hidden: true });
  const place = h('div', null, loading('the figures'));
  const hour = h('div.charts', { 'aria-label': 'The last hour', 'role': 'group', 'hidden': true }, charts.map(({ drawn }) => drawn.element));
  const content = h('div', null,
    tiles,
    hour, note,
    h('div.pipeline-columns', null,
      card('Unknown statuses', 'unknown', unknown),
      card('What was decided', 'verdicts-card', verdicts),
      card('What was refused', 'refused-card', refused)),
    h('details.card.history', null, h('summary', null, 'The last hour as a table'),
      h('div.table-scroll', null, h('table', { 'data-testid': 'history-table' }, h('thead', null, h('tr', null, HEADS.map(([title]) => h('th', { scope: 'col' }, title)))), table))));
  const element = h('section.page.pipeline', { 'data-testid': 'pipeline' },
    h('header.desk-head', null, h('h1', null, 'Pipeline'), since), place);

  function show(stats) {
    if (!content.isConnected) {
      put(place, content);
    }

    put(tiles, figures(stats).map(tile));
    put(unknown, unknownTable(stats));
    put(verdicts, verdictBars(stats));
    put(refused, refusals(stats));
    text(since, `counted since ${instant(stats.since, Date.now())}`);
  }

  async function load() {
    try {
      // The status bar keeps the figures coming; only a first look, or a long silence, asks here.
      if (board.stats === null || Date.now() - Date.parse(board.stats.at) > STATS_STALE) {
        board.live.tell('stats', await board.api.get('api/stats', undefined, stop.signal));
      }

      showHistory(await board.api.get('api/stats/history', undefined, stop.signal));
      note.hidden = true;
    } catch (error) {
      if (stop.signal.aborted) {
        return;
      }

      if (!content.isConnected) {
        put(place, failed(board, error, () => void load()));
      } else {
        note.hidden = false;
        text(note, `The last hour is not known: ${error.message}`);
      }
    }
  }

  function showHistory({ resolutionSeconds, points }) {
    hour.hidden = false;
    // The last minute is still under way.
    const seconds = point => Math.min(resolutionSeconds, Math.max(1, (Date.parse(board.stats.at) - Date.parse(point.at)) / 1000));
    const perSecond = points.map((point, i) => ({ ...point, acceptedRate: point.accepted / (i === points.length - 1 ? seconds(point) : resolutionSeconds) }));
    charts.forEach(({ drawn }) => drawn.show(perSecond));
    put(table, points.toReversed().map(point => h('tr', null, HEADS.map(([, value]) => h('td', null, value(point))))));
  }

  const off = board.live.on('stats', show);
  const beat = setInterval(() => void load(), BEAT);
  if (board.stats) {
    show(board.stats);
  }

  return {
    element,
    start() {
      board.live.follow({});
      void load();
    },
    dispose() {
      stop.abort();
      clearInterval(beat);
      off();
      charts.forEach(({ drawn }) => drawn.dispose());
    },
  };
}

const milliseconds = value => value === null || value === undefined ? '–' : latency(value);

const HEADS = [
  ['Minute', point => hourAndMinute(point.at)],
  ['Received', point => count(point.received)],
  ['Accepted', point => count(point.accepted)],
  ['Refused', point => count(point.refused)],
  ['Duplicates', point => count(point.duplicates)],
  ['Late', point => count(point.late)],
  ['Retries', point => count(point.retries)],
  ['Ack p50', point => milliseconds(point.ackP50)],
  ['Ack p99', point => milliseconds(point.ackP99)],
  ['End to end p50', point => milliseconds(point.lagP50)],
  ['End to end p99', point => milliseconds(point.lagP99)],
  ['Queue', point => point.queueDepth === null || point.queueDepth === undefined ? '–' : count(point.queueDepth)],
];

function makeCharts() {
  return [
    { title: 'Accepted per second', testId: 'chart-accepted', format: rate, series: [{ key: 'acceptedRate', label: 'accepted', tone: 'good', filled: true }] },
    { title: 'Acknowledged in', testId: 'chart-ack', format: latency, series: [{ key: 'ackP99', label: 'p99', tone: 'kitchen' }, { key: 'ackP50', label: 'p50', tone: 'road' }] },
    { title: 'End to end', testId: 'chart-lag', format: latency, series: [{ key: 'lagP99', label: 'p99', tone: 'kitchen' }, { key: 'lagP50', label: 'p50', tone: 'road' }] },
    { title: 'In the queue', testId: 'chart-queue', format: count, whole: true, series: [{ key: 'queueDepth', label: 'waiting', tone: 'back', filled: true }] },
    { title: 'Duplicates and late events', testId: 'chart-late', format: count, whole: true, series: [{ key: 'duplicates', label: 'duplicates', tone: 'road' }, { key: 'late', label: 'late', tone: 'warn' }] },
    { title: 'Refused and retried', testId: 'chart-refused', format: count, whole: true, series: [{ key: 'refused', label: 'refused', tone: 'bad' }, { key: 'retries', label: 'retries', tone: 'back' }] },
  ].map(what => ({ drawn: chart(what) }));
}

const card = (title, testId, body) => h('section.card', { 'aria-labelledby': `${testId}-title`, 'data-testid': testId },
  h('div.card-head', null, h('h2', { id: `${testId}-title` }, title)), body);

function refusals(stats) {
  const entries = Object.entries(stats.refused);
  return entries.length === 0 ? h('p.soft', null, 'Nothing was refused.') : facts(entries.map(([reason, number]) => [reason.replaceAll('_', ' '), count(number)]));
}
