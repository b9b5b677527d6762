import assert from 'node:assert/strict';
import { test } from 'node:test';
import { laidOut } from '../../../board/js/raw-body.js';

test('a body is indented and otherwise left as it was written', () => {
  assert.equal(
    laidOut('{"a":1.10,"b":[1651157758.1605158,{"c":"x: {\\"y\\"}, [z]"}],"e":{},"f":[ ],"g":null}'),
    `{
  "a": 1.10,
  "b": [
    1651157758.1605158,
    {
      "c": "x: {\\"y\\"}, [z]"
    }
  ],
  "e": {},
  "f": [],
  "g": null
}`);
});

test('laying out again changes nothing', () => {
  const once = laidOut('[{"a":[1,2,{"b":[]}]},"é",true]');
  assert.equal(laidOut(once), once);
});

test('what is not JSON is not laid out', () => {
  assert.equal(laidOut('{"a":'), null);
});
