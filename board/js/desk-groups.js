/** Letters that failed alike, as a table of groups. */

import { time } from './chip.js';
import { h } from './dom.js';
import { age, count } from './format.js';
import { reasonWord } from './words.js';

/** @param {{select: (group: object) => void, replay: ((group: object) => void)|null}} on */
export function groupTable(groups, route, on) {
  const now = Date.now();
  return h('div.table-scroll', null, h('table.groups', null,
    h('thead', null, h('tr', null,
      h('th.count', { scope: 'col' }, 'Letters'), h('th', { scope: 'col' }, 'What is wrong'), h('th', { scope: 'col' }, 'Last'),
      h('th', { scope: 'col' }, h('span.unseen', null, 'Action')))),
    h('tbody', null, groups.map(group => row(group, route, on, now)))));
}

function row(group, route, on, now) {
  const chosen = route.fingerprint === group.fingerprint && route.reason === group.reason;
  return h('tr', { 'data-testid': 'group', 'data': { reason: group.reason, chosen: String(chosen) } },
    h('td.count', null, count(group.count)),
    h('td', null,
      h('button.group-name', { 'type': 'button', 'aria-pressed': String(chosen), 'data-testid': 'group-select', 'data': { focus: `select ${group.sampleId}` }, 'onclick': () => on.select(group) }, reasonWord(group.reason)),
      h('span.provider', null, `${group.provider} · ${group.eventName}`),
      h('p.group-text', null, group.text)),
    h('td.soft.nowrap', null, time(group.lastDeadAt, age(Date.parse(group.lastDeadAt), now))),
    h('td', null, on.replay && h('button', {
      'type': 'button', 'data-testid': 'group-replay', 'data': { focus: `replay ${group.sampleId}` }, 'aria-label': `Replay ${count(group.count)}: ${reasonWord(group.reason)}`, 'onclick': () => on.replay(group),
    }, 'Replay…')));
}
