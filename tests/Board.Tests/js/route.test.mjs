import assert from 'node:assert/strict';
import { test } from 'node:test';
import { format, orderRoute, parse, safeLink } from '../../../board/js/route.js';

test('an address without a view is the list of orders, with its filters', () => {
  assert.deepEqual(parse('?provider=captain&status=failed&q=%20a%20b%20&store='), { view: 'orders', provider: 'captain', status: 'failed', q: 'a b' });
});

test('what a view does not have is left out', () => {
  assert.deepEqual(parse('?view=pipeline&provider=captain'), { view: 'pipeline' });
  assert.deepEqual(parse('?view=constructor'), { view: 'orders' });
});

test('an order without its key is the list', () => {
  assert.deepEqual(parse('?view=order&provider=captain'), { view: 'orders' });
});

test('a route survives its own address, whatever is in it', () => {
  for (const route of [
    { view: 'orders' },
    { view: 'orders', q: 'a&b=c#d ?é', status: 'failed' },
    orderRoute('abbiamo', 'x/y z+%'),
    orderRoute('captain', '1', 'order_status_updated:0268~ab'),
    { view: 'dead-letters', status: 'all', letter: '20260301T120000-ab' },
    { view: 'pipeline' },
  ]) {
    assert.deepEqual(parse(new URL(format(route), 'http://relay/').search), route);
  }
});

test('no route writes what another view has', () => {
  assert.equal(format({ view: 'pipeline', q: 'left over' }), './?view=pipeline');
  assert.equal(format({ view: 'orders' }), './');
});

test('a link is http or https, or none', () => {
  assert.equal(safeLink('https://tracking.example/t/1'), 'https://tracking.example/t/1');
  for (const bad of ['javascript:alert(1)', ' JaVaScript:alert(1)', 'data:text/html,x', '//tracking.example/t', '/t', 'tracking', '']) {
    assert.equal(safeLink(bad), null, bad);
  }
});
