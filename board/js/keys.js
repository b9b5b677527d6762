/** The keyboard, everywhere on the board. */

import { showKeys } from './dialogs.js';
import { parse } from './route.js';

const WAIT_FOR_SECOND = 1200;
const PLACES = { o: 'orders', d: 'dead-letters', p: 'pipeline' };

/** @param {() => {search?: () => void, escape?: () => boolean, rows?: () => void}|undefined} view what stands in `main` */
export function listenForKeys(board, view) {
  let wentAt = 0;
  document.addEventListener('keydown', event => {
    if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || document.querySelector('dialog[open]')) {
      return;
    }

    if (isTyping(event.target)) {
      if (event.key === 'Escape') {
        // A search field would empty itself.
        event.preventDefault();
        event.target.blur();
        view()?.rows?.();
      }

      return;
    }

    const place = event.timeStamp - wentAt < WAIT_FOR_SECOND ? PLACES[event.key] : undefined;
    wentAt = event.key === 'g' ? event.timeStamp : 0;
    if (place) {
      event.preventDefault();
      board.go({ view: place });
    } else if (event.key === '/') {
      event.preventDefault();
      search(board, view);
    } else if (event.key === '?') {
      event.preventDefault();
      void showKeys();
    } else if (event.key === 't') {
      document.getElementById('theme').click();
    } else if (event.key === 'Escape' && parse(location.search).view === 'order') {
      event.preventDefault();
      board.go(board.list?.route ?? { view: 'orders' });
    } else if (event.key === 'ArrowDown' || event.key === 'j') {
      if (!event.target.closest?.('[role=row], a, button, summary') && view()?.rows) {
        event.preventDefault();
        view().rows();
      }
    }
  });
}

function search(board, view) {
  if (!view()?.search) {
    board.go({ view: 'orders' });
  }

  view()?.search?.();
}

const isTyping = target => target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));
