/** Replays by filter, and how far each is. */

import { path } from './api.js';
import { chip } from './chip.js';
import { h, put } from './dom.js';
import { ago, count, plural } from './format.js';
import { reasonWord } from './words.js';

const BEAT = 600;
const RECENT = 10 * 60_000;

export class JobPanel {
  #board;
  #done;
  #jobs = [];
  #timer = 0;
  #disposed = false;

  element = h('section.jobs', { 'aria-label': 'Replays', 'aria-live': 'polite', 'data-testid': 'jobs' });

  /** @param {() => void} done after a job took a step */
  constructor(board, done) {
    this.#board = board;
    this.#done = done;
  }

  async start() {
    try {
      const { replays } = await this.#board.api.get('api/replays');
      this.#jobs = replays.filter(job => job.status !== 'done' || Date.now() - Date.parse(job.finishedAt) < RECENT).slice(0, 3);
      this.#show();
      this.#follow();
    } catch {
      // The desk itself says what is wrong.
    }
  }

  add(job) {
    this.#jobs = [job, ...this.#jobs].slice(0, 4);
    this.#show();
    this.#follow();
  }

  dispose() {
    this.#disposed = true;
    clearTimeout(this.#timer);
  }

  #follow() {
    clearTimeout(this.#timer);
    if (!this.#disposed && this.#jobs.some(job => job.status !== 'done')) {
      this.#timer = setTimeout(() => void this.#step(), BEAT);
    }
  }

  async #step() {
    try {
      this.#jobs = await Promise.all(this.#jobs.map(job => job.status === 'done' ? job : this.#board.api.get(path('replays', job.id))));
      this.#show();
      this.#done();
    } catch {
      // The next step tries again.
    }

    this.#follow();
  }

  #show() {
    put(this.element, this.#jobs.map(job => this.#line(job)));
  }

  #line(job) {
    const handled = job.resolved + job.failedAgain + job.skipped;
    const done = job.status === 'done';
    const title = job.reason ? reasonWord(job.reason) : 'all open letters';
    return h('div.card.job', { 'data-testid': 'job', 'data': { status: job.status } },
      h('div.line', null,
        h('strong', null, `Replay of ${plural(job.total, 'letter')}: ${title}`),
        chip(done ? 'Done' : job.status === 'settling' ? 'Settling' : 'Running', done ? job.failedAgain > 0 ? 'warn' : 'good' : 'road'),
        h('span.soft.end', null, `by ${job.startedBy}, ${ago(Date.parse(job.startedAt), Date.now())}`),
        done ? h('button.icon', {
          'type': 'button', 'aria-label': 'Take the replay off the list', 'onclick': () => {
            this.#jobs = this.#jobs.filter(other => other !== job);
            this.#show();
          },
        }, '×') : null),
      h('progress', { 'max': Math.max(1, job.total), 'value': done ? Math.max(1, job.total) : handled, 'aria-label': `Replay of ${title}` }),
      h('p.soft', { 'data-testid': 'job-figures' },
        [`${count(job.replayed)} enqueued`, `${count(job.resolved)} resolved`, `${count(job.failedAgain)} failed again`, job.skipped > 0 ? `${count(job.skipped)} skipped` : ''].filter(Boolean).join(' · ')));
  }
}
