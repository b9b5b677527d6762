/** What the address says, and back. Pure: the address is the only place where a view's choices are kept. */

const FIELDS = {
  'orders': ['provider', 'store', 'status', 'q'],
  'order': ['provider', 'id', 'event'],
  'dead-letters': ['status', 'reason', 'provider', 'fingerprint', 'letter'],
  'pipeline': [],
};

/**
 * @param {string} search such as `?view=order&provider=captain&id=1`
 * @returns {{view: string} & Record<string, string>} a view that is known, and only its own fields, without empty ones
 */
export function parse(search) {
  const query = new URLSearchParams(search);
  const named = query.get('view') ?? 'orders';
  const view = Object.hasOwn(FIELDS, named) ? named : 'orders';
  const route = { view };
  for (const field of FIELDS[view]) {
    const value = query.get(field)?.trim();
    if (value) {
      route[field] = value;
    }
  }

  return view === 'order' && !(route.provider && route.id) ? { view: 'orders' } : route;
}

/** The address of a route, relative to the page: `./?view=order&…`. */
export function format(route) {
  const query = new URLSearchParams();
  if (route.view !== 'orders') {
    query.set('view', route.view);
  }

  for (const field of FIELDS[route.view]) {
    if (route[field]) {
      query.set(field, route[field]);
    }
  }

  const search = query.toString();
  return search ? `./?${search}` : './';
}

/** @param {string} [event] the id of an event to show at once */
export const orderRoute = (provider, id, event) => event ? { view: 'order', provider, id, event } : { view: 'order', provider, id };

/** Only what a link may carry: an absolute http or https address, or null. */
export function safeLink(address) {
  try {
    const url = new URL(address);
    return url.protocol === 'https:' || url.protocol === 'http:' ? url.href : null;
  } catch {
    return null;
  }
}
