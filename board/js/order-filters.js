/** The filters above the list of orders. They only ever say a route: the address keeps them. */

import { h, put, text } from './dom.js';
import { count } from './format.js';
import { LISTED, toneOf, words } from './words.js';

const PAUSE = 250;
const ANY_PROVIDER = 'Any provider';

export class OrderFilters {
  #route;
  #go;
  #stores = new Map();
  #ids = new Map();
  #providers = new Set();
  #timer = 0;

  /** @param {(route: object) => void} go */
  constructor(route, go) {
    this.#go = go;
    this.search = h('input.field', {
      'type': 'search', 'name': 'q', 'placeholder': 'Order, number, tracking code…', 'autocomplete': 'off', 'spellcheck': 'false',
      'aria-label': 'Search order ids and references', 'aria-keyshortcuts': '/', 'data-testid': 'filter-q', 'oninput': () => this.#later(),
    });
    this.provider = h('select.field', { 'aria-label': 'Provider', 'data-testid': 'filter-provider', 'onchange': () => this.#say({ provider: this.provider.value }) },
      h('option', { value: '' }, ANY_PROVIDER));
    this.store = h('input.field', {
      'type': 'text', 'list': 'stores', 'placeholder': 'Store', 'autocomplete': 'off', 'spellcheck': 'false', 'aria-label': 'Store, by name or id', 'data-testid': 'filter-store',
      'onchange': () => this.#say({ store: this.#storeId(this.store.value.trim()) }),
    });
    this.options = h('datalist', { id: 'stores' });
    this.status = h('select.field', { 'aria-label': 'Status', 'data-testid': 'filter-status', 'onchange': () => this.#say({ status: this.status.value }) },
      h('option', { value: '' }, 'Any status'), LISTED.map(status => h('option', { value: status }, words(status))));
    this.clear = h('button.plain', { 'type': 'button', 'data-testid': 'filter-clear', 'onclick': () => this.#go({ view: 'orders' }) }, 'Clear');
    this.element = h('form.filters', { role: 'search', 'aria-label': 'Orders', 'onsubmit': event => this.#submit(event) },
      h('div.search', null, this.search, h('kbd', { 'aria-hidden': 'true' }, '/')),
      this.provider, this.store, this.options, this.status, this.clear);
    this.strip = h('div.strip', { 'role': 'group', 'aria-label': 'Orders by status', 'data-testid': 'status-strip' });
    this.show(route);
  }

  /** Shows what a route says. */
  show(route) {
    this.#route = route;
    if (document.activeElement !== this.search) {
      this.search.value = route.q ?? '';
    }

    this.#showProviders();
    this.status.value = route.status ?? '';
    this.store.value = this.#stores.get(route.store) ?? route.store ?? '';
    this.clear.classList.toggle('absent', !(route.q || route.provider || route.store || route.status));
    for (const button of this.strip.children) {
      button.setAttribute('aria-pressed', String(button.dataset.status === route.status));
    }
  }

  /** Forgets what was typed and not yet said. */
  dispose() {
    clearTimeout(this.#timer);
  }

  /** Learns which providers and stores there are from the orders that were seen. */
  learn(rows) {
    const before = this.#ids.size + this.#providers.size;
    for (const row of rows) {
      this.#providers.add(row.provider);
      const id = row.storeId || row.storeExternalId;
      if (id) {
        this.#ids.set(row.store, id);
        // One provider says a store's name, another one only its id.
        if (!this.#stores.has(id) || (row.store !== row.storeExternalId && row.store !== id)) {
          this.#stores.set(id, row.store);
        }
      }
    }

    if (before !== this.#ids.size + this.#providers.size) {
      this.#showProviders();
      put(this.options, [...new Set(this.#stores.values())].sort().map(name => h('option', { value: name })));
      if (document.activeElement !== this.store) {
        this.store.value = this.#stores.get(this.#route.store) ?? this.#route.store ?? '';
      }
    }
  }

  /** How many orders there are by status, as `GET /api/stats` says. */
  count(orders) {
    const present = LISTED.filter(status => orders[status] > 0 || status === this.#route.status);
    if ([...this.strip.children].map(button => button.dataset.status).join() !== present.join()) {
      put(this.strip, present.map(status => h('button.tally', {
        'type': 'button', 'data': { status, tone: toneOf(status) }, 'data-testid': `tally-${status}`,
        'aria-pressed': String(status === this.#route.status),
        'onclick': () => this.#say({ status: this.#route.status === status ? '' : status }),
      }, h('b'), h('span', null, words(status)))));
    }

    for (const button of this.strip.children) {
      text(button.firstChild, count(orders[button.dataset.status] ?? 0));
    }
  }

  #showProviders() {
    const names = [...new Set([...this.#providers, this.#route.provider].filter(Boolean))].sort();
    if ([...this.provider.options].slice(1).map(option => option.value).join() !== names.join()) {
      put(this.provider, h('option', { value: '' }, ANY_PROVIDER), names.map(name => h('option', { value: name }, name)));
    }

    this.provider.value = this.#route.provider ?? '';
  }

  #storeId(name) {
    return this.#ids.get(name) ?? name;
  }

  #later() {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#say({ q: this.search.value.trim() }), PAUSE);
  }

  #submit(event) {
    event.preventDefault();
    clearTimeout(this.#timer);
    this.#say({ q: this.search.value.trim(), store: this.#storeId(this.store.value.trim()) });
  }

  #say(change) {
    this.#go({ ...this.#route, ...change });
  }
}
