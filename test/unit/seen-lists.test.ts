/** What was seen of each list in this page view. */

import { expect, test } from 'vitest';
import { createSeenLists } from '../../src/impressions/seen-lists';
import { names } from '../support/unit-rows';

test('an item is new to a list once, and to each list on its own', () => {
  const { add } = createSeenLists();
  expect([
    add('shelf', 'a'),
    add('shelf', 'a'),
    add('other', 'a'),
    add(undefined, 'a'),
    add(undefined, 'a'),
  ]).toEqual([true, false, true, true, false]);
});

test('the impression is what was seen in its order, and the item itself at the end', () => {
  const { add, impression } = createSeenLists();
  for (const id of ['c', 'a', 'b']) add('shelf', id);
  expect(impression('shelf', 'a')).toEqual(['c', 'b', 'a']);
  expect(impression('unknown', 'a')).toEqual(['a']);
});

test('the latest 25 of a long list are the impression', () => {
  const { add, impression } = createSeenLists();
  for (const id of names('i', 0, 30)) add('shelf', id);
  expect(impression('shelf', 'i29')).toEqual(names('i', 5, 30));
});

test('a new page view begins with nothing seen', () => {
  const { add, impression, clear } = createSeenLists();
  add('shelf', 'a');
  clear();
  expect(impression('shelf', 'b')).toEqual(['b']);
  expect(add('shelf', 'a')).toBe(true);
});
