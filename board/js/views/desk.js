/** The dead-letter desk: what failed alike, the letters of a group, and one letter. */

import { blank, failed, loading } from '../blank.js';
import { replayGroup } from '../desk-replay.js';
import { groupTable } from '../desk-groups.js';
import { LetterList } from '../desk-letters.js';
import { letterPanel } from '../desk-letter.js';
import { JobPanel } from '../desk-jobs.js';
import { h, put, refill, text } from '../dom.js';
import { count } from '../format.js';
import { LETTER_STATUSES, words } from '../words.js';

const SOON = 400;
const BEAT = 5000;
/** Where the style sheet puts the letter above the lists. */
const STACKED = '(max-width: 1023px)';

export function deskView(board, route) {
  document.title = 'Dead letters · OrderRelay';
  const stop = new AbortController();
  const jobs = new JobPanel(board, () => void load());
  const letters = new LetterList(board, stop.signal, select);
  const groupsBody = h('div', null, loading('what failed'));
  const letterBody = h('div.letter-place', { 'data-testid': 'letter-place' });
  const tabs = h('div.tabs', { 'role': 'group', 'aria-label': 'Letters by status' },
    [...LETTER_STATUSES, 'all'].map(status => h('button.tally', {
      'type': 'button', 'data': { status }, 'data-testid': `desk-${status}`,
      'onclick': () => board.go({ view: 'dead-letters', status: status === 'open' ? '' : status }, { replace: true }),
    }, h('b'), h('span', null, words(status)))));
  const element = h('section.page.desk', { 'data-testid': 'desk' },
    h('header.desk-head', null, h('h1', null, 'Dead letters'), tabs),
    jobs.element,
    h('div.desk-columns', null,
      h('div.desk-left', null,
        h('section.card', { 'aria-labelledby': 'groups-title', 'data-testid': 'groups' },
          h('div.card-head', null, h('h2', { id: 'groups-title' }, 'What failed alike'), h('span.soft', null, 'largest first')), groupsBody),
        letters.element),
      letterBody));
  let shownLetter = '';
  let groups = null;
  let panel = null;
  let soon = 0;

  const statusOf = () => route.status ?? 'open';
  const filter = () => ({ status: statusOf() === 'all' ? '' : statusOf(), reason: route.reason, provider: route.provider, fingerprint: route.fingerprint });

  async function load() {
    try {
      const answer = await board.api.get('api/dead-letters/groups', { status: filter().status }, stop.signal);
      groups = answer.groups;
      showGroups();
      await Promise.all([letters.open(filter(), route.letter, groups.length > 0 || Boolean(route.fingerprint)), panel?.refresh()]);
    } catch (error) {
      if (!stop.signal.aborted && groups === null) {
        put(groupsBody, failed(board, error, () => void load()));
      }
    }
  }

  function showGroups() {
    showTallies();
    refill(groupsBody, groups.length === 0
      ? statusOf() === 'open'
        ? blank('Nothing waits on the desk', 'Whatever cannot be applied comes here, whole, and waits until somebody replays or discards it.')
        : blank(`No letter is ${statusOf() === 'all' ? 'known' : statusOf()}`)
      : groupTable(groups, route, {
        select: group => board.go(isSelected(group) ? { ...route, fingerprint: '', reason: '', provider: '', letter: '' }
          : { ...route, reason: group.reason, provider: group.provider, fingerprint: group.fingerprint, letter: '' }, { replace: true }),
        replay: statusOf() === 'open' ? group => void replayGroup(board, group).then(job => job && jobs.add(job)) : null,
      }));
  }

  function showTallies() {
    for (const button of tabs.children) {
      const { status } = button.dataset;
      button.setAttribute('aria-pressed', String(status === statusOf()));
      text(button.firstChild, status === 'all' ? '' : count(board.stats?.deadLetters?.[status] ?? 0));
    }
  }

  const isSelected = group => route.fingerprint === group.fingerprint && route.reason === group.reason;

  function select(letter) {
    board.go({ ...route, letter: letter.id }, { replace: route.letter !== undefined });
  }

  function showLetter() {
    element.classList.toggle('with-letter', Boolean(route.letter));
    if (!route.letter) {
      shownLetter = '';
      panel = null;
      put(letterBody, h('div.card', null, blank('Choose a letter', 'Its reason and its body are shown here.')));
    } else if (shownLetter !== route.letter) {
      shownLetter = route.letter;
      panel = letterPanel(board, route.letter, stop.signal, {
        changed: () => void load(),
        close: () => board.go({ ...route, letter: '' }, { replace: true }),
      });
      put(letterBody, panel.element);
      if (matchMedia(STACKED).matches) {
        letterBody.scrollIntoView();
      }
    }
  }

  function loadSoon() {
    soon ||= setTimeout(() => {
      soon = 0;
      void load();
    }, SOON);
  }

  const beat = setInterval(() => {
    if (board.live.polls) {
      void load();
    }
  }, BEAT);
  const off = [board.live.on('desk', loadSoon), board.live.on('gap', loadSoon), board.live.on('state', state => state === 'live' && groups !== null && loadSoon()), board.live.on('stats', () => groups && showTallies())];

  return {
    element,
    start() {
      board.live.follow({});
      jobs.start();
      showLetter();
      void load();
    },
    update(next) {
      const moved = JSON.stringify({ ...route, letter: '' }) !== JSON.stringify({ ...next, letter: '' });
      route = next;
      showLetter();
      if (moved || groups === null) {
        void load();
      } else {
        letters.mark(route.letter);
      }
    },
    rows: () => letters.focus(),
    dispose() {
      stop.abort();
      jobs.dispose();
      clearInterval(beat);
      clearTimeout(soon);
      off.forEach(end => end());
    },
  };
}
