/** What stands where there is nothing to show: nothing there, or something went wrong. */

import { h } from './dom.js';

export function blank(title, detail, ...actions) {
  return h('div.blank', { 'data-testid': 'blank' },
    h('p.blank-title', null, title),
    detail ? h('p.blank-detail', null, detail) : null,
    actions.length > 0 ? h('div.blank-actions', null, actions) : null);
}

/** @param {Error} error @param {() => void} retry */
export function failed(board, error, retry) {
  return h('div.blank.bad', { 'role': 'alert', 'data-testid': 'error' },
    h('p.blank-title', null, error.title ?? 'Something went wrong on this page'),
    h('p.blank-detail', null, error.message),
    h('div.blank-actions', null, h('button', {
      'type': 'button',
      'data-testid': 'retry',
      'onclick': () => {
        board.api.askAgain();
        retry();
      },
    }, error.status === 401 ? 'Enter the key' : 'Try again')));
}

export function loading(what) {
  return h('div.blank.loading', { 'role': 'status', 'data-testid': 'loading' }, h('span.spinner', { 'aria-hidden': 'true' }), `Loading ${what}…`);
}
