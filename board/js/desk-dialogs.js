/** Changing one letter: its body, or that it is put away. */

import { path } from './api.js';
import { openDialog } from './dialogs.js';
import { h } from './dom.js';
import { laidOut } from './raw-body.js';

/** @returns {Promise<object|undefined>} the letter with its new body; undefined when nothing was changed */
export function editLetter(board, letter) {
  const field = h('textarea.field', {
    'id': 'edit-body', 'spellcheck': 'false', 'autofocus': true, 'aria-describedby': 'edit-hint', 'data-testid': 'edit-body',
    'oninput': () => check(),
  });
  field.value = letter.body;
  const hint = h('p.hint', { 'id': 'edit-hint', 'role': 'status', 'data-testid': 'edit-hint' });
  let save;
  const check = () => {
    const wrong = fault(field.value);
    hint.textContent = wrong ?? 'Valid JSON. The body that it came with is kept beside it.';
    hint.classList.toggle('bad', wrong !== null);
    field.setAttribute('aria-invalid', String(wrong !== null));
    if (save) {
      save.disabled = wrong !== null || field.value === letter.body;
    }
  };
  const put = close => attempt(hint, close, () => board.api.change('PUT', path('dead-letters', letter.id, 'body'), { body: field.value }));
  return openDialog({
    title: 'Edit the body',
    testId: 'edit-dialog',
    wide: true,
    content: h('div.stack', null, h('p', null, letter.text), h('label.unseen', { for: 'edit-body' }, 'Body'), field, hint),
    actions: close => {
      save = h('button.primary', { 'type': 'button', 'data-testid': 'edit-save', 'onclick': () => put(close) }, 'Save');
      queueMicrotask(check);
      return [
        h('button.plain', {
          'type': 'button', 'data-testid': 'edit-format', 'onclick': () => {
            field.value = laidOut(field.value) ?? field.value;
            check();
          },
        }, 'Lay out'),
        h('button', { type: 'button', onclick: () => close() }, 'Cancel'),
        save,
      ];
    },
  });
}

/** @returns {Promise<object|undefined>} the letter, put away; undefined when it was not */
export function discardLetter(board, letter) {
  const field = h('input.field', { 'id': 'discard-reason', 'maxlength': 500, 'autocomplete': 'off', 'autofocus': true, 'data-testid': 'discard-reason' });
  const error = h('p.error', { role: 'alert' });
  let send;
  const form = h('form.stack', {
    onsubmit: event => {
      event.preventDefault();
      send();
    },
  },
  h('p', null, 'It will not be applied to any order. Its bytes stay until retention ends, and the audit says who put it away and why.'),
  h('label', { for: 'discard-reason' }, 'Why is it not needed?'), field, error);
  return openDialog({
    title: 'Discard the letter',
    testId: 'discard-dialog',
    content: form,
    actions: close => {
      send = () => {
        const reason = field.value.trim();
        if (reason === '') {
          error.textContent = 'Say why: whoever reads the audit will want to know.';
          field.focus();
        } else {
          void attempt(error, close, () => board.api.change('POST', path('dead-letters', letter.id, 'discard'), { body: JSON.stringify({ reason }) }));
        }
      };
      return [
        h('button', { type: 'button', onclick: () => close() }, 'Cancel'),
        h('button.danger', { 'type': 'button', 'data-testid': 'discard-confirm', 'onclick': () => form.requestSubmit() }, 'Discard'),
      ];
    },
  });
}

/** Closes with the answer, or stays and says why there is none. */
export async function attempt(line, close, what) {
  try {
    close(await what());
  } catch (error) {
    line.textContent = error.message;
    line.classList.add('bad');
  }
}

function fault(text) {
  try {
    JSON.parse(text);
    return null;
  } catch (error) {
    return `Not JSON yet: ${error.message}`;
  }
}
