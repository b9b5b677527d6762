/** The letters that a filter leaves, page by page. */

import { chip, time } from './chip.js';
import { h, refill, text } from './dom.js';
import { age, bytes, count, shortId } from './format.js';
import { letterTone, reasonWord, words } from './words.js';

const PAGE = 50;

export class LetterList {
  #board;
  #signal;
  #select;
  #letters = [];
  #cursor;
  #filter = {};
  #chosen;
  #pages = 1;
  #list = h('ul.letters', { 'aria-label': 'Letters', 'data-testid': 'letters' });
  #more = h('button.plain', { 'type': 'button', 'data-testid': 'letters-more', 'hidden': true, 'onclick': () => void this.#next() }, 'Show more');
  #title = h('h2', { id: 'letters-title' }, 'Letters');
  #known = h('span.soft');

  element = h('section.card', { 'aria-labelledby': 'letters-title', 'hidden': true },
    h('div.card-head', null, this.#title, this.#known), this.#list, h('div.letters-foot', null, this.#more));

  /** @param {(letter: object) => void} select */
  constructor(board, signal, select) {
    this.#board = board;
    this.#signal = signal;
    this.#select = select;
    this.#list.addEventListener('keydown', event => this.#key(event));
  }

  /** Shows the letters of a filter; of the same filter as before, as many as were shown. */
  async open(filter, chosen, any) {
    this.#chosen = chosen;
    const same = JSON.stringify(filter) === JSON.stringify(this.#filter);
    this.#filter = filter;
    this.#pages = same ? this.#pages : 1;
    this.element.hidden = !any;
    if (!any) {
      return;
    }

    const limit = Math.min(200, this.#pages * PAGE);
    const answer = await this.#board.api.get('api/dead-letters', { ...filter, limit }, this.#signal);
    this.#letters = answer.deadLetters;
    this.#cursor = answer.cursor;
    this.#show();
  }

  mark(chosen) {
    this.#chosen = chosen;
    for (const button of this.#list.querySelectorAll('button')) {
      button.setAttribute('aria-current', String(button.dataset.id === chosen));
    }
  }

  focus() {
    (this.#list.querySelector('[aria-current=true]') ?? this.#list.querySelector('button'))?.focus();
  }

  async #next() {
    const answer = await this.#board.api.get('api/dead-letters', { ...this.#filter, limit: PAGE, cursor: this.#cursor }, this.#signal);
    this.#pages++;
    this.#letters.push(...answer.deadLetters);
    this.#cursor = answer.cursor;
    this.#show();
  }

  #show() {
    const now = Date.now();
    text(this.#title, this.#filter.fingerprint ? `Letters: ${reasonWord(this.#filter.reason)}` : 'Letters, newest first');
    text(this.#known, `${count(this.#letters.length)}${this.#cursor ? ' shown' : ''}`);
    refill(this.#list, this.#letters.map(letter => h('li', null, this.#line(letter, now))),
      this.#letters.length === 0 ? h('li.letters-none.soft', null, `None of these letters is ${this.#filter.status || 'known'} any more.`) : null);
    this.#more.hidden = !this.#cursor;
  }

  #line(letter, now) {
    return h('button.letter-line', {
      'type': 'button', 'data': { id: letter.id, focus: letter.id }, 'data-testid': 'letter', 'aria-current': String(letter.id === this.#chosen),
      'onclick': () => this.#select(letter),
    },
    h('span.letter-what', null, letter.eventName, h('span.provider', null, letter.provider)),
    chip(words(letter.status), letterTone(letter.status)),
    h('span.letter-why.cut', null, letter.orderId ? `${reasonWord(letter.reason)} · order ${shortId(letter.orderId)}` : reasonWord(letter.reason)),
    h('span.soft.nowrap', null, `${bytes(letter.bodyBytes)} · `, time(letter.deadAt, age(Date.parse(letter.deadAt), now))));
  }

  #key(event) {
    const step = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key];
    if (step) {
      const lines = [...this.#list.querySelectorAll('.letter-line')];
      const to = lines[lines.indexOf(event.target) + step];
      event.preventDefault();
      to?.focus();
    }
  }
}
