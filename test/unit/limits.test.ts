/** Values at the limits of what is accepted, and how a value is shown in a message. */

import { expect, test } from 'vitest';
import { formatValue, isRecord, toId, toImpression, toNumber, toText } from '../../src/core/limits';
import { assembled } from '../support/unit-assemble';

test('a text is shown in quotes, and another value as its text', () => {
  expect([
    formatValue('a'),
    formatValue(7),
    formatValue(null),
    formatValue(undefined),
    formatValue([1, 2]),
  ]).toEqual(['"a"', '7', 'null', 'undefined', '1,2']);
});

test('a value without a text is shown by its type', () => {
  expect(formatValue(Object.create(null))).toBe('object');
});

test('sixty characters are shown in full, and of more the first 57 with the length', () => {
  expect(formatValue('x'.repeat(58))).toBe(`"${'x'.repeat(58)}"`);
  expect(formatValue('x'.repeat(59))).toBe(`"${'x'.repeat(56)}… (59 characters)`);
});

test('a text has at least one character and at most the limit', () => {
  const three = toText(3);
  expect(['', 'a', 'abc', 'abcd', 7, null].map(three)).toEqual([
    undefined,
    'a',
    'abc',
    undefined,
    undefined,
    undefined,
  ]);
});

test('an id is a text or a number of up to 256 characters, and not the text of an empty value', () => {
  expect([toId('a'), toId(7), toId('nullable'), toId('x'.repeat(256))]).toEqual([
    'a',
    '7',
    'nullable',
    'x'.repeat(256),
  ]);
  for (const nothing of [
    'null',
    'undefined',
    '[object Object]',
    'NaN',
    '-Infinity',
    ' ',
    '{{id}}',
    `sku-$${'{id}'}`,
    '<%= id %>',
    Number.NaN,
    '',
    true,
    {},
  ])
    expect(toId(nothing)).toBeUndefined();
});

test('an id is trimmed, and zero is the id of an item', () => {
  expect([toId(' a\n'), toId(`${' '.repeat(300)}a`), toId(0), toId('guest'), toId('a b')]).toEqual([
    'a',
    'a',
    '0',
    'guest',
    'a b',
  ]);
});

test('a template is shown as one that was not rendered', () => {
  expect(formatValue('{{id}}')).toBe('unrendered template "{{id}}"');
  expect(formatValue(`{{id}}${'x'.repeat(70)}`)).toMatch(
    /^unrendered template "\{\{id\}\}x{50}… \(76 characters\)$/,
  );
  expect(toNumber('{{price}}')).toBeUndefined();
});

test('a number is limited to the largest float', () => {
  expect([toNumber(3.4e38), toNumber(-3.4e38), toNumber('3.4e38'), toNumber(0)]).toEqual([
    3.4e38, -3.4e38, 3.4e38, 0,
  ]);
  expect([toNumber(3.41e38), toNumber(' '), toNumber(''), toNumber(null), toNumber(true)]).toEqual(
    Array(5).fill(undefined),
  );
});

test('a record is an object that is not an array', () => {
  expect([isRecord({}), isRecord(null), isRecord(undefined), isRecord([]), isRecord('a')]).toEqual([
    true,
    false,
    false,
    false,
    false,
  ]);
});

test('values below 1e11 are seconds, and others are milliseconds', () => {
  expect(assembled({ sentAt: 1e11 }).row?.body.sentAt).toBe(1e8);
  expect(assembled({ sentAt: 1e11 - 1 }).row?.body.sentAt).toBe(1e11 - 1);
});

test('the start of 1970 is a time, and earlier values are not', () => {
  expect(assembled({ sentAt: 0 }).row?.body.sentAt).toBe(0);
  expect(assembled({ sentAt: -1 }).warnings).toHaveLength(1);
});

test('an impression whose item has no id keeps its order', () => {
  expect(toImpression(['a', 'b'], () => {}, {})).toEqual(['a', 'b']);
  expect(toImpression(['a', 'b'], () => {}, { itemId: '' })).toEqual(['a', 'b']);
});

test('the item as the oldest of 25 ids counts once', () => {
  const warnings: string[] = [];
  const ids = Array.from({ length: 25 }, (_, at) => `i${at}`);
  const kept = toImpression(ids, (problem) => warnings.push(problem), { itemId: 'i0' });
  expect([kept?.length, warnings]).toEqual([25, []]);
});
