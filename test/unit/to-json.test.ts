/** JSON on a page whose arrays have a foreign `toJSON`, as with Prototype.js 1.6. */

import { afterEach, beforeEach, expect, test } from 'vitest';
import { plainArray, toJson } from '../../src/browser/to-json';
import { createJournal } from '../../src/outbox/journal';

import { anna, rowOf, toQueuedRow } from '../support/unit-rows';
import { createTexts } from '../support/unit-storage';

beforeEach(() => {
  Object.assign(Array.prototype, {
    toJSON(this: unknown[]) {
      return `[${this.length}]`;
    },
  });
});
afterEach(() => {
  Reflect.deleteProperty(Array.prototype, 'toJSON');
});

test('arrays at every depth stay arrays, and the toJSON of other values is used', () => {
  const price = { toJSON: () => ({ amounts: [1, 2] }) };
  const given = { list: ['a', ['b', { c: [] }]], at: new Date(0), price, left: undefined };
  expect(JSON.stringify(given)).toContain('"[2]"');
  expect(toJson(given)).toBe(
    '{"list":["a",["b",{"c":[]}]],"at":"1970-01-01T00:00:00.000Z","price":{"amounts":[1,2]}}',
  );
  expect([toJson(['a']), toJson('a'), toJson(null), toJson(undefined)]).toEqual([
    '["a"]',
    '"a"',
    'null',
    undefined,
  ]);
});

test('without that toJSON the result is that of the browser', () => {
  Reflect.deleteProperty(Array.prototype, 'toJSON');
  expect(toJson({ list: ['a', [1]] })).toBe('{"list":["a",[1]]}');
});

test('an array from plainArray() stays an array in JSON.stringify', () => {
  expect(JSON.stringify({ list: plainArray(['a', 'b']) })).toBe('{"list":["a","b"]}');
  expect(plainArray(['a'])).toEqual(['a']);
});

test('the journal of such a page can be read', () => {
  const waiting = toQueuedRow(rowOf('a0', anna));
  createJournal(createTexts()).add([waiting]);
  const texts = createTexts({ 'personalize.journal': toJson([waiting]) as string });
  expect(createJournal(texts).read()).toHaveLength(1);
});
