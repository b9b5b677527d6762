/** The API's words as people read them, and the tone that each is shown in. Pure. */

/** Every headline in the order of the lifecycle, with its tone: a class of the style sheet. */
export const HEADLINES = {
  unknown: 'quiet',
  created: 'quiet',
  pending: 'quiet',
  assigned: 'road',
  preparing: 'kitchen',
  prepared: 'kitchen',
  at_pickup: 'road',
  picked_up: 'road',
  in_transit: 'road',
  out_for_delivery: 'road',
  attempt_failed: 'warn',
  returning: 'back',
  needs_attention: 'warn',
  closed_unconfirmed: 'closed',
  failed: 'bad',
  cancelled: 'closed',
  returned: 'back',
  delivered: 'good',
  not_started: 'quiet',
  suggested: 'quiet',
};

/** The statuses that a list can be filtered by. */
export const LISTED = Object.keys(HEADLINES).filter(status => status !== 'not_started' && status !== 'suggested');

export const toneOf = status => HEADLINES[status] ?? 'quiet';

/** `out_for_delivery` → `Out for delivery`. */
export function words(name) {
  const spaced = String(name).replaceAll('_', ' ');
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
}

/** `out_for_delivery` → `out for delivery`. */
export const lowerWords = name => String(name).replaceAll('_', ' ');

const VERDICTS = {
  applied: ['Applied', 'good'],
  duplicate: ['Duplicate', 'quiet'],
  conflict: ['Conflict', 'bad'],
  repeated: ['Repeated', 'quiet'],
  regressed: ['Moved back', 'warn'],
  late_after_end: ['Ignored: after the end', 'warn'],
  reopened: ['Re-opened', 'back'],
  unknown_status: ['Unknown status', 'warn'],
  side_fact: ['Side fact', 'quiet'],
};

export const verdictWord = verdict => VERDICTS[verdict]?.[0] ?? words(verdict);

export const verdictTone = verdict => VERDICTS[verdict]?.[1] ?? 'quiet';

/** Whether an event with this verdict moved its track. */
export const moved = verdict => verdict === 'applied' || verdict === 'regressed' || verdict === 'reopened';

const REASONS = {
  not_json: 'Not JSON',
  unrecognised: 'Unrecognised event',
  no_order: 'Belongs to no order',
  invalid_field: 'Invalid field',
  unmapped_provider: 'Provider without mapping',
  order_too_large: 'Order too large',
  store_refused: 'Refused by the store',
  attempts_exhausted: 'Attempts exhausted',
  unexpected: 'Unexpected failure',
  receiver_refused: 'Refused by the receiver',
  identity_conflict: 'Same identity, other content',
  unauthenticated: 'Wrong credential',
};

export const LETTER_REASONS = Object.keys(REASONS);

export const reasonWord = reason => REASONS[reason] ?? words(reason);

export const LETTER_STATUSES = ['open', 'replaying', 'resolved', 'discarded'];

/** The tone of a letter's status. */
export const letterTone = status => ({ open: 'warn', replaying: 'road', resolved: 'good', discarded: 'closed' })[status] ?? 'quiet';

/** The tone of a notification's status. */
export const notificationTone = status => ({ pending: 'road', sent: 'good', skipped: 'closed', failed: 'bad' })[status] ?? 'quiet';

/** Orders that a person should look at. */
export const isTrouble = status => toneOf(status) === 'bad' || toneOf(status) === 'warn';
