import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { why } from '../../../board/js/why.js';

const approved = name => JSON.parse(readFileSync(new URL(`../../Contracts/Answers/Approved/${name}.json`, import.meta.url), 'utf8')).body;

const event = (eventId, track, status, more = {}) => ({
  eventId, track, status, name: 'x', verdict: 'applied', explanation: 'moved forward in the lifecycle', occurredAt: '2026-03-01T12:00:00Z', ...more,
});

test('the event that the deciding track names is the one', () => {
  const order = { status: 'delivered', delivery: { status: 'delivered', setBy: 'b' }, preparation: { status: 'prepared', setBy: 'a' } };
  const result = why(order, [event('a', 'preparation', 'prepared'), event('b', 'delivery', 'delivered')]);
  assert.deepEqual([result.speaks, result.decided.eventId], ['delivery', 'b']);
});

test('before the driver comes the kitchen speaks', () => {
  const order = { status: 'preparing', delivery: { status: 'assigned', setBy: 'b' }, preparation: { status: 'preparing', setBy: 'a' } };
  assert.equal(why(order, [event('a', 'preparation', 'preparing'), event('b', 'delivery', 'assigned')]).decided.eventId, 'a');
});

test('an item that was begun is enough to be preparing', () => {
  const result = why(approved('order-captain'), approved('timeline-captain').events);
  assert.deepEqual([result.speaks, result.decided.track], ['items', 'item:2ae70448ed49']);
});

test('of one identity with several contents, the one that moved the track counts', () => {
  const order = { status: 'failed', delivery: { status: 'failed', setBy: 'a' } };
  const events = [event('a~11', 'delivery', 'failed'), event('a~22', 'delivery', 'completed', { verdict: 'conflict', explanation: 'other content' })];
  const result = why(order, events);
  assert.equal(result.decided.eventId, 'a~11');
  assert.deepEqual(result.aside.map(group => group.verdict), ['conflict']);
});

test('a real timeline: thirteen statuses of one instant', () => {
  const result = why(approved('order-abbiamo'), approved('timeline-abbiamo').events);
  assert.equal(result.decided.providerStatus, 'ORDER_FAILED');
  assert.ok(result.aside.every(group => group.events.length > 0));
});

test('what changed nothing is grouped by its rule, the telling first', () => {
  const order = { status: 'delivered', delivery: { status: 'delivered', setBy: 'a' } };
  const result = why(order, [
    event('r1', 'delivery', 'delivered', { verdict: 'repeated', explanation: 'same' }),
    event('a', 'delivery', 'delivered'),
    event('r2', 'delivery', 'delivered', { verdict: 'repeated', explanation: 'same' }),
    event('u', undefined, undefined, { verdict: 'unknown_status', explanation: 'unknown' }),
  ]);
  assert.deepEqual(result.aside.map(group => [group.verdict, group.events.length]), [['unknown_status', 1], ['repeated', 2]]);
});

test('nothing known decides nothing', () => {
  assert.deepEqual(why({ status: 'unknown' }, [event('a', undefined, undefined, { verdict: 'side_fact', explanation: 'x' })]).decided, null);
});
