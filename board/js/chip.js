/** Small coloured words. */

import { attribute, h, text } from './dom.js';
import { toneOf, words } from './words.js';

/** A headline or a track's status. */
export const statusChip = status => chip(words(status), toneOf(status), status);

export function chip(word, tone, status) {
  return h('span.chip', { data: { tone, status } }, word);
}

/** Turns an existing chip into another status. */
export function setStatus(element, status) {
  text(element, words(status));
  attribute(element, 'data-tone', toneOf(status));
  attribute(element, 'data-status', status);
}

/** A moment that a pointer can ask for exactly. */
export const time = (instant, shown) => h('time', { datetime: instant, title: instant }, shown);
