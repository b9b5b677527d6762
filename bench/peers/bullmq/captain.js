// What one webhook says, in the words of the canonical lifecycle; undefined when it is nothing about an order.
const delivery = {
  in_progress: ['picked_up', 40],
  not_dispatched: ['closed_unconfirmed', 80],
  auto_closed: ['closed_unconfirmed', 80],
  failed: ['failed', 85],
  cancelled: ['cancelled', 85],
  completed: ['delivered', 95],
};
const preparation = {
  not_being_prepared: ['not_started', 10],
  suggested: ['suggested', 15],
  being_prepared: ['preparing', 20],
  prepared: ['prepared', 30],
};
const tracks = { order_status_updated: ['delivery', delivery], order_preparation_updated: ['preparation', preparation] };

export function readMove(body) {
  let event;
  try {
    event = JSON.parse(body);
  } catch {
    return undefined;
  }
  const track = tracks[event.event_name];
  const target = track?.[1][event.data?.order_status ?? event.data?.status];
  const at = Date.parse(event.created_at);
  if (!target || !event.event_uuid || !event.data.order_uuid || Number.isNaN(at)) return undefined;
  return {
    // A job id may hold no colon.
    identity: `${event.event_name}~${event.event_uuid}`,
    order: event.data.order_uuid,
    track: track[0],
    status: target[0],
    rank: target[1],
    at,
  };
}
