/**
 * The orders of a list, newest activity first. Pure.
 *
 * Records change in place at once. Their places change only when {@link OrderList.settle} is called, so that no row moves
 * away beneath a pointer: until then, {@link OrderList.waiting} says how many would move or come in.
 */
export class OrderList {
  /** @type {Map<string, Row>} */
  #byKey = new Map();
  #unsettled = new Set();

  /** @type {Row[]} in the order of display */
  rows = [];

  get size() {
    return this.#byKey.size;
  }

  get waiting() {
    return this.#unsettled.size;
  }

  /** @param {string} key */
  get(key) {
    return this.#byKey.get(key);
  }

  clear() {
    this.#byKey.clear();
    this.#unsettled.clear();
    this.rows = [];
  }

  /**
   * Takes orders in, as the API spells them.
   * @param {object[]} orders
   * @param {(row: Row) => boolean} belongs whether the list's filter wants it
   * @returns {Row[]} those that changed; `turned` where the headline did, until somebody takes that back
   */
  take(orders, belongs = () => true) {
    const changed = [];
    for (const order of orders) {
      const next = rowOf(order);
      const known = this.#byKey.get(next.key);
      if (!known) {
        if (belongs(next)) {
          next.turned = true;
          this.#byKey.set(next.key, next);
          this.#unsettled.add(next);
          changed.push(next);
        }

        continue;
      }

      // An answer that was on its way while a newer one came says less than is known.
      if (next.events < known.events || same(known, next)) {
        continue;
      }

      if (next.last !== known.last) {
        known.moved = true;
      }

      known.turned ||= next.status !== known.status;
      Object.assign(known, next);
      const left = !belongs(known);
      if (left !== (known.left ?? false) || known.moved) {
        this.#unsettled.add(known);
      }

      known.left = left;
      changed.push(known);
    }

    return changed;
  }

  /** Brings every row to its place, and lets go of what the filter no longer wants. */
  settle() {
    if (this.#unsettled.size === 0) {
      return;
    }

    const coming = [];
    for (const row of this.#unsettled) {
      if (row.left) {
        this.#byKey.delete(row.key);
      } else {
        row.moved = false;
        coming.push(row);
      }
    }

    const staying = this.rows.filter(row => !this.#unsettled.has(row));
    this.rows = merged(staying, coming.sort(newestFirst));
    this.#unsettled.clear();
  }
}

/**
 * What a row needs of an order, and no more: fifty thousand of them are kept.
 * @typedef {ReturnType<typeof rowOf>} Row
 */
export function rowOf(order) {
  const references = order.references ?? {};
  return {
    key: `${order.provider}\n${order.orderId}`,
    provider: order.provider,
    id: order.orderId,
    status: order.status,
    since: Date.parse(order.statusSince),
    ended: order.ended,
    stalled: order.stalled,
    delivery: order.delivery ?? '',
    preparation: order.preparation ?? '',
    prepared: order.itemsPrepared,
    items: order.itemsTotal,
    storeId: order.store?.id ?? '',
    storeExternalId: order.store?.externalId ?? '',
    store: order.store?.name ?? order.store?.externalId ?? order.store?.id ?? '',
    number: references.orderNumber ?? '',
    tracking: references.trackingCode ?? '',
    partner: references.partnerOrderId ?? '',
    invoice: references.invoiceNumber ?? '',
    payment: references.paymentId ?? '',
    events: order.events,
    unknown: order.unknownStatuses,
    first: Date.parse(order.firstEventAt),
    last: Date.parse(order.lastEventAt),
  };
}

/** Whether a row passes the filters of an address, as the API would decide it. */
export function passes(row, { provider, store, status, q }) {
  return (!provider || row.provider === provider)
    && (!store || row.storeId === store || row.storeExternalId === store)
    && (!status || row.status === status)
    && (!q || [row.id, row.number, row.tracking, row.partner, row.invoice, row.payment].some(text => text.toLowerCase().includes(q.toLowerCase())));
}

/** @returns {number} below zero when `a` stands above `b` */
export function newestFirst(a, b) {
  return b.last - a.last || (a.key < b.key ? -1 : a.key > b.key ? 1 : 0);
}

function merged(left, right) {
  const all = [];
  let i = 0;
  let j = 0;
  while (i < left.length && j < right.length) {
    all.push(newestFirst(left[i], right[j]) <= 0 ? left[i++] : right[j++]);
  }

  while (i < left.length) {
    all.push(left[i++]);
  }

  while (j < right.length) {
    all.push(right[j++]);
  }

  return all;
}

function same(a, b) {
  for (const field of Object.keys(b)) {
    if (a[field] !== b[field]) {
      return false;
    }
  }

  return true;
}
