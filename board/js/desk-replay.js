/** Replaying all letters of a group: first what would become of them, then the job. */

import { attempt } from './desk-dialogs.js';
import { openDialog } from './dialogs.js';
import { h, put } from './dom.js';
import { count, plural } from './format.js';
import { lowerWords, reasonWord, verdictWord } from './words.js';

/** @returns {Promise<object|undefined>} the job that was started */
export function replayGroup(board, group) {
  const release = group.reason === 'unauthenticated';
  const filter = { reason: group.reason, provider: group.provider, fingerprint: group.fingerprint, release };
  const forecast = h('div', { 'role': 'status', 'data-testid': 'forecast' }, h('span.soft', null, 'Looking what would become of them…'));
  const rate = h('input.field.short', { 'type': 'number', 'id': 'replay-rate', 'min': 1, 'max': 10_000, 'placeholder': 'default', 'data-testid': 'replay-rate' });
  const quietly = h('input', { 'type': 'checkbox', 'data-testid': 'replay-quietly' });
  const error = h('p.error', { role: 'alert' });
  board.api.change('POST', 'api/dead-letters/replay', { query: { ...filter, dryRun: true, limit: 5 } })
    .then(answer => put(forecast, outlook(answer)))
    .catch(problem => put(forecast, h('span.error', null, problem.message)));

  return openDialog({
    title: `Replay ${plural(group.count, 'letter')}`,
    testId: 'replay-dialog',
    content: h('div.stack', null,
      h('p', null, h('strong', null, reasonWord(group.reason)), `: ${group.text}`),
      release ? h('p.hint.bad', null, 'They came with a wrong credential. Replaying lets them in as if it had been right.') : null,
      forecast,
      h('div.line', null, h('label', { for: 'replay-rate' }, 'At most'), rate, h('span', null, 'letters per second')),
      h('label.check', null, quietly, 'Notify nobody of what changes'),
      error),
    actions: close => [
      h('button', { type: 'button', onclick: () => close() }, 'Cancel'),
      h('button.primary', {
        'type': 'button', 'data-testid': 'replay-confirm', 'autofocus': true,
        'onclick': () => attempt(error, close, () => board.api.change('POST', 'api/dead-letters/replay', {
          query: { ...filter, rate: rate.value, withoutNotifications: quietly.checked },
        })),
      }, release ? 'Let them in' : 'Replay'),
    ],
  });
}

function outlook({ letters, partial, projected, failing, examples }) {
  const good = Object.entries(projected);
  const bad = Object.entries(failing);
  return h('div.forecast', null,
    h('p', null, `Of ${plural(letters, 'letter')}${partial ? ' looked at' : ''}:`),
    h('ul', null,
      good.map(([verdict, number]) => h('li.good', null, `${count(number)} would reach an order: ${verdictWord(verdict).toLowerCase()}`)),
      bad.map(([reason, number]) => h('li.bad', null, `${count(number)} would fail again: ${reasonWord(reason).toLowerCase()}`)),
      good.length + bad.length === 0 ? h('li.soft', null, 'none can be replayed as they are') : null),
    examples.filter(example => example.statusAfter && example.statusAfter !== example.statusBefore).slice(0, 3).map(example => h('p.soft', null,
      `Order ${example.orderId} would become ${lowerWords(example.statusAfter)}${example.statusBefore ? ` (is ${lowerWords(example.statusBefore)})` : ''}.`)));
}
