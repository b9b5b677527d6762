/** Dialogs. The browser's own element traps the focus, closes with Escape and gives the focus back. */

import { h } from './dom.js';

/**
 * Opens a dialog and waits for its end.
 * @param {{title: string, testId: string, wide?: boolean, content: Node|Node[], actions?: (close: (value?: unknown) => void) => Node[]}} what
 * @returns {Promise<unknown>} what an action closed it with; undefined when it was dismissed
 */
export function openDialog({ title, testId, wide = false, content, actions }) {
  return new Promise(resolve => {
    let result;
    const close = value => {
      result = value;
      dialog.close();
    };
    const dialog = h(`dialog.dialog${wide ? '.wide' : ''}`, { 'aria-labelledby': `${testId}-title`, 'data-testid': testId },
      h('div.dialog-head', null,
        h('h2', { id: `${testId}-title` }, title),
        h('button.icon', { type: 'button', 'aria-label': 'Close', 'data-testid': 'dialog-close', onclick: () => close() }, '×')),
      h('div.dialog-body', null, content),
      actions ? h('div.dialog-actions', null, actions(close)) : null);
    dialog.addEventListener('close', () => {
      dialog.remove();
      resolve(result);
    });
    dialog.addEventListener('click', event => {
      if (event.target === dialog && !wide) {
        close();
      }
    });
    document.body.append(dialog);
    dialog.showModal();
    dialog.querySelector('[autofocus]')?.focus();
  });
}

/** A line that goes away again; `tone` is good, bad or quiet. */
export function toast(message, tone = 'quiet') {
  const line = h('div.toast', { data: { tone }, 'data-testid': 'toast' }, message);
  const toasts = document.getElementById('toasts');
  toasts.append(line);
  setTimeout(() => line.remove(), tone === 'bad' ? 10_000 : 4000);
  while (toasts.childElementCount > 4) {
    toasts.firstElementChild.remove();
  }
}

/** Says something to a screen reader alone. */
export function announce(message) {
  document.getElementById('announcer').textContent = message;
}

/** Asks for the operator's key. It is kept by the caller, in memory alone. */
export function askKey(refused) {
  const input = h('input.field', {
    'type': 'password', 'id': 'operator-key', 'autocomplete': 'off', 'spellcheck': 'false', 'autofocus': true, 'data-testid': 'operator-key',
    'aria-describedby': 'operator-key-hint', 'aria-invalid': refused ? 'true' : null,
  });
  let done;
  const form = h('form.stack', {
    onsubmit: event => {
      event.preventDefault();
      if (input.value.trim()) {
        done(input.value.trim());
      }
    },
  },
  h('label', { for: 'operator-key' }, 'Operator key'),
  input,
  h('p.hint', { id: 'operator-key-hint' }, refused
    ? 'The relay does not know that key. Compare it with Operator:Keys, or with the function key on Azure.'
    : 'One of Operator:Keys, or a function key on Azure. It is kept until this page is closed or reloaded, and nowhere else.'));
  return openDialog({
    title: 'This relay asks for a key',
    testId: 'key-dialog',
    content: form,
    actions: close => {
      done = close;
      return [h('button.primary', { type: 'button', 'data-testid': 'key-submit', onclick: () => form.requestSubmit() }, 'Use this key')];
    },
  }).then(key => key ?? null);
}

const KEYS = [
  ['/', 'Search orders'],
  ['↑ ↓  or  j k', 'Move in a list'],
  ['Enter', 'Open what has the focus'],
  ['Esc', 'Close a dialog; leave the search; back to the list'],
  ['g o', 'Orders'],
  ['g d', 'Dead letters'],
  ['g p', 'Pipeline'],
  ['t', 'Light, dark, or as the system says'],
  ['?', 'These keys'],
];

export function showKeys() {
  return openDialog({
    title: 'Keyboard',
    testId: 'keys-dialog',
    content: h('dl.keys', null, KEYS.map(([key, meaning]) => [h('dt', null, h('kbd', null, key)), h('dd', null, meaning)])),
  });
}
