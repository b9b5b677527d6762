/** The right end of the bar: whether the board is live, how fast events come, how many letters wait. */

import { UNCHANGED } from './api.js';
import { text } from './dom.js';
import { count, rate } from './format.js';

const WORDS = {
  connecting: ['Connecting', 'Opening the stream'],
  live: ['Live', 'Changes are shown as they happen'],
  polling: ['Polling', 'This host has no stream: the board asks every few seconds'],
  offline: ['Offline', 'The relay does not answer; trying again'],
};
const BEAT = 4000;

export function showStatus(board) {
  const element = document.getElementById('live');
  const showState = state => {
    element.dataset.state = state;
    text(element, WORDS[state][0]);
    element.title = WORDS[state][1];
  };
  board.live.on('state', showState);
  board.live.on('stats', stats => {
    board.stats = stats;
    showRate(stats);
    showLetters(stats.deadLetters?.open ?? 0);
  });
  board.live.on('desk', desk => showLetters(desk.deadLetters));
  void ask(board);
}

/** Without a stream somebody has to ask for the figures. With one, the first answer fills the bar at once. */
async function ask(board) {
  const tags = new Map();
  let first = true;
  for (;;) {
    if (first || board.live.polls) {
      try {
        const stats = await board.api.getChanged(tags, 'api/stats');
        if (stats !== UNCHANGED) {
          board.live.tell('stats', stats);
        }

        board.live.reach();
        first = false;
      } catch {
        board.live.lose();
      }
    }

    await new Promise(resolve => setTimeout(resolve, BEAT));
  }
}

function showRate(stats) {
  const element = document.getElementById('rate');
  if (typeof stats.acceptedPerSecond === 'number') {
    element.hidden = false;
    text(element, `${rate(stats.acceptedPerSecond)}/s`);
  }
}

function showLetters(open) {
  const element = document.getElementById('nav-letters');
  element.hidden = open === 0;
  text(element, count(open));
  element.setAttribute('aria-label', `${count(open)} open`);
}
