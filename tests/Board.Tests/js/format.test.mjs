import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as format from '../../../board/js/format.js';

test('duration is no finer than it matters, and leaves out a zero', () => {
  assert.deepEqual(
    [0, 999, 1000, 59_999, 60_000, 3_599_000, 3_600_000, 8_040_000, 86_400_000, 97_200_000, 863_999_000, 53_457_000_000].map(format.duration),
    ['0 ms', '999 ms', '1 s', '59 s', '1 min', '59 min', '1 h', '2 h 14 min', '1 d', '1 d 3 h', '9 d 23 h', '618 d']);
});

test('exactDuration keeps the seconds below an hour', () => {
  assert.deepEqual([59_000, 192_000, 180_000, 3_660_000].map(format.exactDuration), ['59 s', '3 min 12 s', '3 min', '1 h 1 min']);
});

test('age of what a faster clock wrote is now', () => {
  assert.deepEqual([format.age(2000, 1000), format.age(1000, 1999), format.age(1000, 13_000)], ['now', 'now', '12 s']);
  assert.deepEqual([format.ago(2000, 1000), format.ago(1000, 13_000)], ['now', '12 s ago']);
});

test('latency keeps one digit where it matters', () => {
  assert.deepEqual([0, 0.84, 9.96, 12.4, 999, 1234, 61_000].map(format.latency), ['0.0 ms', '0.8 ms', '10.0 ms', '12 ms', '999 ms', '1.2 s', '1 min']);
});

test('rate never rounds something to nothing', () => {
  assert.deepEqual([0, 0.04, 0.44, 12.51, 1240].map(format.rate), ['0', '<0.1', '0.4', '12.5', '1,240']);
});

test('bytes and counts', () => {
  assert.deepEqual([format.bytes(188), format.bytes(2048), format.bytes(1_572_864), format.count(50_000)], ['188 B', '2.0 KiB', '1.5 MiB', '50,000']);
  assert.deepEqual([format.plural(1, 'event'), format.plural(2, 'event'), format.plural(2, 'status', 'statuses')], ['1 event', '2 events', '2 statuses']);
});

test('lateness is silent below a second and speaks of a clock that is ahead', () => {
  assert.deepEqual([-5000, -200, 999, 2_702_733].map(format.lateness), ['provider\'s clock 5 s ahead', '', '', 'came 45 min 2 s later']);
});

test('shortId keeps both ends', () => {
  assert.equal(format.shortId('2b3a9407-8490-4770-aa40-8d4f59a97c84'), '2b3a9407-…7c84');
  assert.equal(format.shortId('6ddf56e4a076'), '6ddf56e4a076');
});

test('masked shows the first letter and the shape, and nothing of what is short', () => {
  assert.deepEqual([format.masked('Sarah Miller'), format.masked('Li'), format.masked('😀 smile')], ['S•••• ••••••', '••', '😀 •••••']);
});

test('maskedNumber shows the last two digits', () => {
  assert.equal(format.maskedNumber('+12025550187'), '+•••••••••87');
  assert.equal(format.maskedNumber('170.272-23'), '•••.•••-23');
});
