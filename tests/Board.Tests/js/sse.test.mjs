import assert from 'node:assert/strict';
import { test } from 'node:test';
import { EventStreamParser } from '../../../board/js/sse.js';

const STREAM = ': hello\n\nevent: order\ndata: {"a":1}\n\ndata:one\ndata: two\n\nevent: gap\r\ndata: {"dropped":3}\r\n\r\nevent: nothing\n\nid: 7\ndata\n\n';
const RECORDS = [
  { event: 'order', data: '{"a":1}' },
  { event: 'message', data: 'one\ntwo' },
  { event: 'gap', data: '{"dropped":3}' },
  { event: 'message', data: '' },
];

test('records are read as the standard says', () => {
  assert.deepEqual(new EventStreamParser().feed(STREAM), RECORDS);
});

test('it does not matter where the pieces are cut', () => {
  for (let size = 1; size < STREAM.length; size++) {
    const parser = new EventStreamParser();
    const records = [];
    for (let i = 0; i < STREAM.length; i += size) {
      records.push(...parser.feed(STREAM.slice(i, i + size)));
    }

    assert.deepEqual(records, RECORDS, `pieces of ${size}`);
  }
});

test('a record without its empty line is not told yet', () => {
  const parser = new EventStreamParser();
  assert.deepEqual(parser.feed('data: 1\n'), []);
  assert.deepEqual(parser.feed('\n'), [{ event: 'message', data: '1' }]);
});
