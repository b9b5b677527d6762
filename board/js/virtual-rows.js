/**
 * A grid of many rows of one height, of which only those on screen exist. Rows take the focus one at a time:
 * arrows, Page Up, Page Down, Home and End move it, Enter opens.
 */

import { h } from './dom.js';

const SPARE = 6;
const AT_REST = 4000;

export class VirtualRows {
  #head;
  #make;
  #bind;
  #open;
  #reachEnd;
  #items = [];
  #live = new Map();
  #pool = [];
  #height = 40;
  #focused = null;
  #frame = 0;
  #resize;
  #touchedAt = -AT_REST;

  /**
   * @param {{head: HTMLElement, make: () => HTMLElement, bind: (element: HTMLElement, item: object, index: number) => void,
   *   open: (item: object, event: Event) => void, reachEnd: () => void}} how
   *   `head` stays above the rows, `make` a row without content, `bind` shows an item in it, `open` on Enter, `reachEnd` when the last rows come near
   */
  constructor({ head, make, bind, open, reachEnd }) {
    this.#head = head;
    this.#make = make;
    this.#bind = bind;
    this.#open = open;
    this.#reachEnd = reachEnd;
    this.canvas = h('div.rows-canvas', { role: 'rowgroup' });
    this.element = h('div.rows-scroll', { role: 'presentation', 'data-testid': 'rows' }, h('div.rows-top', { role: 'rowgroup' }, head), this.canvas);
    for (const touch of ['pointermove', 'pointerdown', 'wheel', 'keydown', 'focusin']) {
      this.element.addEventListener(touch, () => {
        this.#touchedAt = performance.now();
      }, { passive: true });
    }

    this.element.addEventListener('scroll', () => this.refresh(), { passive: true });
    this.element.addEventListener('keydown', event => this.#key(event));
    this.element.addEventListener('focusin', event => this.#took(event));
    this.#resize = new ResizeObserver(() => {
      this.#height = parseFloat(getComputedStyle(this.element).getPropertyValue('--row')) || 40;
      this.refresh();
    });
    this.#resize.observe(this.element);
  }

  /** Whether somebody is busy with the rows: a pointer moved over them, or a key was pressed in them, a moment ago. */
  get inUse() {
    return performance.now() - this.#touchedAt < AT_REST;
  }

  get scrolled() {
    return this.element.scrollTop > this.#height / 2;
  }

  /** Shows other items, or the same in other places. @param {boolean} keepPlace what is on screen stays where it is */
  show(items, keepPlace) {
    const anchor = keepPlace && this.scrolled ? this.#anchor() : null;
    this.#items = items;
    this.canvas.style.height = `${items.length * this.#height}px`;
    if (anchor) {
      const index = items.findIndex(item => item.key === anchor.key);
      if (index >= 0) {
        this.element.scrollTop = index * this.#height + anchor.offset;
      }
    }

    this.#draw();
  }

  /** Where the reader is, to come back to. */
  get place() {
    return { top: this.element.scrollTop, focused: this.#focused };
  }

  /** Comes back to a place, with the focus where it was. */
  restore({ top, focused }) {
    this.#focused = focused;
    this.element.scrollTop = top;
    this.#draw();
    if (focused !== null && this.#items.some(item => item.key === focused)) {
      this.focus();
    }
  }

  toTop() {
    this.element.scrollTop = 0;
    this.#draw();
  }

  /** Draws at the next frame what is on screen. */
  refresh() {
    this.#frame ||= requestAnimationFrame(() => this.#draw());
  }

  /** Puts the focus on the row that had it last, or on the first. */
  focus() {
    const index = Math.max(0, this.#items.findIndex(item => item.key === this.#focused));
    this.#focusAt(index);
  }

  dispose() {
    this.#resize.disconnect();
    cancelAnimationFrame(this.#frame);
  }

  /** The height in which rows are seen: all but the head. */
  #room() {
    return this.element.clientHeight - this.#head.offsetHeight;
  }

  #anchor() {
    const index = Math.min(this.#items.length - 1, Math.floor(this.element.scrollTop / this.#height));
    return index < 0 ? null : { key: this.#items[index].key, offset: this.element.scrollTop - index * this.#height };
  }

  #draw() {
    cancelAnimationFrame(this.#frame);
    this.#frame = 0;
    const { scrollTop, clientHeight } = this.element;
    const first = Math.max(0, Math.floor(scrollTop / this.#height) - SPARE);
    const end = Math.min(this.#items.length, Math.ceil((scrollTop + clientHeight) / this.#height) + SPARE);
    const wanted = new Map();
    for (let i = first; i < end; i++) {
      wanted.set(this.#items[i].key, i);
    }

    this.#keepFocused(wanted);
    for (const [key, element] of this.#live) {
      if (!wanted.has(key)) {
        this.#live.delete(key);
        element.remove();
        this.#pool.push(element);
      }
    }

    const tabStop = wanted.has(this.#focused) ? this.#focused : this.#items[first]?.key;
    for (const [key, index] of wanted) {
      const element = this.#live.get(key) ?? this.#fresh(key);
      element.style.transform = `translateY(${index * this.#height}px)`;
      element.ariaRowIndex = String(index + 2);
      element.tabIndex = key === tabStop ? 0 : -1;
      element.dataset.key = key;
      this.#bind(element, this.#items[index], index);
    }

    this.#arrange([...wanted].sort(([, a], [, b]) => a - b).map(([key]) => this.#live.get(key)));

    if (end >= this.#items.length - 2 * SPARE) {
      this.#reachEnd();
    }
  }

  /** The row with the focus exists even off screen: focus must not fall to the page. */
  #keepFocused(wanted) {
    if (this.#focused !== null && !wanted.has(this.#focused) && this.#live.get(this.#focused)?.contains(document.activeElement)) {
      const index = this.#items.findIndex(item => item.key === this.#focused);
      if (index >= 0) {
        wanted.set(this.#focused, index);
      }
    }
  }

  /** Puts the elements into the order in which they are seen. The one with the focus is never moved: it would lose it. */
  #arrange(elements) {
    const pivot = Math.max(0, elements.findIndex(element => element.contains(document.activeElement)));
    if (elements.length > 0 && !elements[pivot].isConnected) {
      this.canvas.append(elements[pivot]);
    }

    for (let i = pivot - 1; i >= 0; i--) {
      if (elements[i].nextSibling !== elements[i + 1]) {
        elements[i + 1].before(elements[i]);
      }
    }

    for (let i = pivot + 1; i < elements.length; i++) {
      if (elements[i].previousSibling !== elements[i - 1]) {
        elements[i - 1].after(elements[i]);
      }
    }
  }

  #fresh(key) {
    const element = this.#pool.pop() ?? this.#make();
    this.#live.set(key, element);
    return element;
  }

  #took(event) {
    const row = event.target.closest('[role=row]');
    if (row && row.dataset.key !== this.#focused) {
      const before = this.#live.get(this.#focused);
      if (before) {
        before.tabIndex = -1;
      }

      this.#focused = row.dataset.key;
      row.tabIndex = 0;
    }
  }

  #key(event) {
    const row = event.target.closest('[role=row]');
    if (!row || event.altKey || event.ctrlKey || event.metaKey) {
      return;
    }

    const at = this.#items.findIndex(item => item.key === row.dataset.key);
    const page = Math.max(1, Math.floor(this.#room() / this.#height) - 1);
    const to = {
      ArrowDown: at + 1,
      ArrowUp: at - 1,
      j: at + 1,
      k: at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: this.#items.length - 1,
    }[event.key];
    if (to !== undefined) {
      event.preventDefault();
      this.#focusAt(to);
    } else if (event.key === 'Enter' && event.target === row && at >= 0) {
      event.preventDefault();
      this.#open(this.#items[at], event);
    }
  }

  #focusAt(index) {
    const to = Math.min(Math.max(index, 0), this.#items.length - 1);
    if (to < 0) {
      return;
    }

    this.#focused = this.#items[to].key;
    const top = to * this.#height;
    const { scrollTop } = this.element;
    const room = this.#room();
    if (top < scrollTop) {
      this.element.scrollTop = top;
    } else if (top + this.#height > scrollTop + room) {
      this.element.scrollTop = top + this.#height - room;
    }

    this.#draw();
    this.#live.get(this.#focused)?.focus({ preventScroll: true });
  }
}
