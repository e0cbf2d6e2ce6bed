/** The impression of an event: the most recent ids, at most 25 and 1,000 characters, always with the item itself. */

import { expect, test } from 'vitest';
import { assembled } from '../support/unit-assemble';
import { names } from '../support/unit-rows';

const MORE = 'View: impression has more than 25 ids or 1,000 characters: the most recent were kept';

test('25 ids are sent unchanged', () => {
  const { row, warnings } = assembled({ impression: names('i', 0, 25) });
  expect(row?.body.impression).toEqual(names('i', 0, 25));
  expect(warnings).toEqual([]);
});

test('of 26 ids the oldest is left out', () => {
  const { row, warnings } = assembled({ impression: names('i', 0, 26), itemId: 'i20' });
  expect([...(row?.body.impression ?? [])].sort()).toEqual(names('i', 1, 26).sort());
  expect(warnings).toEqual([MORE]);
});

test('of 26 ids the oldest is kept if it is the item itself, and the next oldest is left out', () => {
  const { row, warnings } = assembled({ impression: names('i', 0, 26), itemId: 'i0' });
  expect([...(row?.body.impression ?? [])].sort()).toEqual(['i0', ...names('i', 2, 26)].sort());
  expect(warnings).toEqual([MORE]);
});

test('without an item the order of the ids stays', () => {
  expect(assembled({ impression: names('i', 0, 40) }).row?.body.impression).toEqual(names('i', 15, 40));
});

test('an item that was not seen is not added', () => {
  expect(assembled({ impression: ['a', 'b'], itemId: 'c' }).row?.body.impression).toEqual(['a', 'b']);
});

test('an id that occurs twice is kept once, at its last position', () => {
  const { row, warnings } = assembled({ impression: ['a', 'b', 'a', 'c'] });
  expect(row?.body.impression).toEqual(['b', 'a', 'c']);
  expect(warnings).toEqual([]);
});

test('joined ids of 1,000 characters are accepted, and of 1,001 they are shortened', () => {
  const ids = ['a', 'b', 'c', 'd'].map((letter) => letter.repeat(249));
  const exactly = [...ids.slice(0, 3), 'd'.repeat(250)];
  expect(exactly.join('|').length).toBe(1000);
  expect(assembled({ impression: exactly })).toMatchObject({
    row: { body: { impression: exactly } },
    warnings: [],
  });

  const over = [...ids.slice(0, 3), 'd'.repeat(251)];
  expect(over.join('|').length).toBe(1001);
  expect(assembled({ impression: over })).toMatchObject({
    row: { body: { impression: over.slice(1) } },
    warnings: [MORE],
  });
});

test('members that are not ids are left out, with one warning', () => {
  const { row, warnings } = assembled({ impression: ['a', '', 'undefined', 'b|c', null, 'd'] });
  expect(row?.body.impression).toEqual(['a', 'd']);
  expect(warnings).toEqual(['View: impression has invalid item ids: left out']);
});

test('the list of the page is not modified', () => {
  const impression = names('i', 0, 30);
  assembled({ impression, itemId: 'i0' });
  expect(impression).toEqual(names('i', 0, 30));
});
