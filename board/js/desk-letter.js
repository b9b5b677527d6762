/** One letter: what is wrong, its body, and what may be done about it. */

import { path } from './api.js';
import { failed, loading } from './blank.js';
import { chip, time } from './chip.js';
import { discardLetter, editLetter } from './desk-dialogs.js';
import { toast } from './dialogs.js';
import { h, put, refill } from './dom.js';
import { instant, plural } from './format.js';
import { facts } from './order-facts.js';
import { rawBody } from './raw-body.js';
import { format, orderRoute } from './route.js';
import { letterTone, reasonWord, words } from './words.js';

const UNDER_WAY = 700;

/**
 * @param {{changed: () => void, close: () => void}} on
 * @returns {{element: HTMLElement, refresh: () => Promise<void>}}
 */
export function letterPanel(board, id, signal, on) {
  const element = h('section.card.letter', { 'aria-labelledby': 'letter-title', 'data-testid': 'letter-detail' }, loading('the letter'));
  const address = path('dead-letters', id);
  let shown = '';
  let timer = 0;

  async function load() {
    try {
      show(await board.api.get(address, undefined, signal));
    } catch (error) {
      // A letter that is shown stays, though the relay is away for a moment.
      if (!signal.aborted && shown === '') {
        put(element, failed(board, error, () => void load()));
      }
    }
  }

  async function act(what, done) {
    try {
      const letter = await what();
      if (letter) {
        show(letter.body === undefined && letter.bodyBase64 === undefined ? await board.api.get(address, undefined, signal) : letter);
        on.changed();
        toast(done, 'good');
      }
    } catch (error) {
      toast(error.message, 'bad');
    }
  }

  const withoutNotifications = h('input', { 'type': 'checkbox', 'data-testid': 'letter-quietly' });
  const replay = verb => board.api.change('POST', `${address}/${verb}`, { query: { withoutNotifications: withoutNotifications.checked } });

  function show(letter) {
    const said = JSON.stringify(letter);
    if (said === shown) {
      follow(letter);
      return;
    }

    shown = said;
    const bytes = bodyBytes(letter.body, letter.bodyBase64);
    refill(element,
      h('div.card-head', null,
        h('h2', { id: 'letter-title' }, reasonWord(letter.reason)),
        chip(words(letter.status), letterTone(letter.status)),
        h('button.icon', { 'type': 'button', 'aria-label': 'Close the letter', 'data-testid': 'letter-close', 'data': { focus: 'close' }, 'onclick': on.close }, '×')),
      h('div.card-body.stack', null,
        h('p.letter-text', { 'data-testid': 'letter-text' }, sentence(letter.text)),
        letter.status === 'open' ? actions(letter, bytes) : null,
        letterFacts(letter),
        bytes ? rawBody(bytes, `${letter.id}.json`) : h('p.soft', null, letter.erasedAt ? 'Its body was erased.' : 'It has no body any more.'),
        letter.editedAt ? original(letter) : null));
    follow(letter);
  }

  /** A replay takes a moment. */
  function follow(letter) {
    clearTimeout(timer);
    if (letter.status === 'replaying') {
      timer = setTimeout(() => element.isConnected && void load().then(on.changed), UNDER_WAY);
    }
  }

  function actions(letter, bytes) {
    const release = letter.reason === 'unauthenticated';
    return h('div.letter-actions', null,
      h('button.primary', {
        'type': 'button', 'data-testid': 'letter-replay', 'data': { focus: 'replay' }, 'disabled': !bytes,
        'onclick': () => act(() => replay(release ? 'release' : 'replay'), 'Enqueued again'),
      }, release ? 'Let it in' : 'Replay'),
      h('button', { 'type': 'button', 'data-testid': 'letter-edit', 'data': { focus: 'edit' }, 'disabled': !bytes || letter.body === undefined, 'onclick': () => act(() => editLetter(board, letter), 'The body was changed') }, 'Edit…'),
      h('button.danger', { 'type': 'button', 'data-testid': 'letter-discard', 'data': { focus: 'discard' }, 'onclick': () => act(() => discardLetter(board, letter), 'Discarded') }, 'Discard…'),
      h('label.check', null, withoutNotifications, 'notify nobody'));
  }

  void load();
  return { element, refresh: load };
}

function letterFacts(letter) {
  const now = Date.now();
  const at = value => value && time(value, instant(value, now));
  return facts([
    ['Event', `${letter.eventName} from ${letter.provider}`],
    ['Order', letter.orderId && h('a', { href: format(orderRoute(letter.provider, letter.orderId, letter.status === 'resolved' ? letter.eventId : undefined)) }, letter.orderId)],
    ['Received', at(letter.receivedAt)],
    ['Dead since', [at(letter.deadAt), `, after ${plural(letter.attempts, 'attempt')}`, letter.replays > 0 ? ` and ${plural(letter.replays, 'replay')}` : '']],
    ['Resolved', at(letter.resolvedAt)],
    ['Discarded', letter.discardReason && `because: ${letter.discardReason}`],
    ['Edited', at(letter.editedAt)],
    ['Exception', letter.exceptionType && h('code', null, letter.exceptionType)],
    ['Headers', letter.headers && Object.keys(letter.headers).length > 0 ? Object.entries(letter.headers).map(([name, value]) => h('div.mono', null, `${name}: ${value}`)) : null],
    ['Trace', letter.traceParent && h('code', null, letter.traceParent)],
    ['Letter', h('code', null, letter.id)],
  ]);
}

function original(letter) {
  const bytes = bodyBytes(letter.originalBody, letter.originalBodyBase64);
  return bytes && h('details', null, h('summary', null, 'The body as it came'), rawBody(bytes, `${letter.id}-original.json`));
}

function bodyBytes(text, base64) {
  return text !== undefined ? new TextEncoder().encode(text)
    : base64 !== undefined ? Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))
      : null;
}

/** A field's name at the beginning stays as it is spelt. */
const sentence = text => /^\w+[._]/.test(text) ? `${text}.` : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
