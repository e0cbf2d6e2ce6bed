/** The seen items of each list in this page view. */

import { expect, test } from 'vitest';
import { createSeenLists } from '../../src/impressions/seen-lists';
import { names } from '../support/unit-rows';

test('an item is new once per list', () => {
  const { add } = createSeenLists();
  expect([
    add('shelf', 'a'),
    add('shelf', 'a'),
    add('other', 'a'),
    add(undefined, 'a'),
    add(undefined, 'a'),
  ]).toEqual([true, false, true, true, false]);
});

test('the impression is the seen items in their order, with the item itself at the end', () => {
  const { add, impression } = createSeenLists();
  for (const id of ['c', 'a', 'b']) add('shelf', id);
  expect(impression('shelf', 'a')).toEqual(['c', 'b', 'a']);
  expect(impression('unknown', 'a')).toEqual(['a']);
});

test('the impression is the latest 25 items of a long list', () => {
  const { add, impression } = createSeenLists();
  for (const id of names('i', 0, 30)) add('shelf', id);
  expect(impression('shelf', 'i29')).toEqual(names('i', 5, 30));
});

test('a new page view starts without seen items', () => {
  const { add, impression, clear } = createSeenLists();
  add('shelf', 'a');
  clear();
  expect(impression('shelf', 'b')).toEqual(['b']);
  expect(add('shelf', 'a')).toBe(true);
});
