import assert from 'node:assert/strict';
import { test } from 'node:test';
import { OrderList, passes, rowOf } from '../../../board/js/order-list.js';

const order = (orderId, minute, more = {}) => ({
  provider: 'captain', orderId, status: 'preparing', statusSince: '2026-03-01T12:00:00Z', ended: false, stalled: false,
  itemsPrepared: 0, itemsTotal: 0, events: 1, unknownStatuses: 0,
  firstEventAt: '2026-03-01T12:00:00Z', lastEventAt: `2026-03-01T12:${String(minute).padStart(2, '0')}:00.1234567Z`, ...more,
});

const ids = list => list.rows.map(row => row.id);

function settled(...orders) {
  const list = new OrderList();
  list.take(orders);
  list.settle();
  return list;
}

test('the newest activity stands first, whatever order it came in', () => {
  assert.deepEqual(ids(settled(order('a', 1), order('c', 3), order('b', 2))), ['c', 'b', 'a']);
});

test('what came at the same moment stands in the order of its key', () => {
  assert.deepEqual(ids(settled(order('b', 1), order('a', 1))), ['a', 'b']);
});

test('a change is seen at once, and moves only when the list settles', () => {
  const list = settled(order('a', 1), order('b', 2));
  list.take([order('a', 3, { status: 'failed', events: 2 })]);
  assert.deepEqual([ids(list), list.get('captain\na').status, list.waiting], [['b', 'a'], 'failed', 1]);
  list.settle();
  assert.deepEqual([ids(list), list.waiting], [['a', 'b'], 0]);
});

test('an order moves as often as it changes', () => {
  const list = settled(order('a', 1), order('b', 2));
  for (const [id, minute] of [['a', 3], ['b', 4], ['a', 5]]) {
    list.take([order(id, minute, { events: minute })]);
    list.settle();
    assert.equal(ids(list)[0], id);
    assert.equal(list.rows.length, 2);
  }
});

test('an answer that was overtaken by a newer one changes nothing', () => {
  const list = settled(order('a', 3, { events: 5, status: 'delivered' }));
  assert.deepEqual(list.take([order('a', 1, { events: 4 })]), []);
  assert.equal(list.get('captain\na').status, 'delivered');
});

test('the same again is no change', () => {
  const list = settled(order('a', 1));
  assert.deepEqual([list.take([order('a', 1)]).length, list.waiting], [0, 0]);
});

test('falling silent is a change without an event', () => {
  const list = settled(order('a', 1));
  assert.equal(list.take([order('a', 1, { stalled: true })]).length, 1);
  assert.equal(list.rows[0].stalled, true);
});

test('what no longer passes the filter goes when the list settles, and not before', () => {
  const belongs = row => row.status === 'preparing';
  const list = new OrderList();
  list.take([order('a', 1), order('b', 2)], belongs);
  list.settle();
  list.take([order('a', 3, { status: 'delivered', events: 2 })], belongs);
  assert.deepEqual([ids(list), list.rows[1].left], [['b', 'a'], true]);
  list.settle();
  assert.deepEqual([ids(list), list.size], [['b'], 1]);
});

test('what comes back into the filter before the list settles stays', () => {
  const belongs = row => row.status === 'preparing';
  const list = settled(order('a', 1));
  list.take([order('a', 2, { status: 'delivered', events: 2 })], belongs);
  list.take([order('a', 3, { events: 3 })], belongs);
  list.settle();
  assert.deepEqual(ids(list), ['a']);
});

test('what never passed is not taken in', () => {
  const list = new OrderList();
  list.take([order('a', 1)], () => false);
  assert.equal(list.size, 0);
});

test('many pages and many changes leave every order once and sorted', () => {
  const list = new OrderList();
  let seed = 7;
  const random = most => (seed = (seed * 1103515245 + 12345) % 2147483648) % most;
  for (let round = 1; round <= 40; round++) {
    list.take(Array.from({ length: 60 }, () => order(`o${random(500)}`, random(60), { events: round })));
    list.settle();
  }

  const rows = list.rows;
  assert.equal(new Set(rows.map(row => row.key)).size, rows.length);
  assert.equal(rows.length, list.size);
  assert.ok(rows.every((row, i) => i === 0 || rows[i - 1].last >= row.last));
});

test('a filter reads a store by either id, and any part of a reference', () => {
  const row = rowOf(order('A77F', 1, { store: { id: '1', externalId: 'noodle' }, references: { trackingCode: 'a7g92yd' } }));
  assert.deepEqual(
    [{ store: '1' }, { store: 'noodle' }, { store: 'Noodle' }, { q: 'G92' }, { q: 'a77f' }, { q: 'nope' }, { provider: 'abbiamo' }, {}].map(filter => passes(row, filter)),
    [true, true, false, true, true, false, false, true]);
});

test('a row says that its headline turned, and not that another event came', () => {
  const list = settled(order('a', 1));
  list.rows[0].turned = false;
  list.take([order('a', 2, { events: 2 })]);
  assert.equal(list.rows[0].turned, false);
  list.take([order('a', 3, { events: 3, status: 'prepared' })]);
  assert.equal(list.rows[0].turned, true);
});
