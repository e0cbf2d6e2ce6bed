/** Values that could bypass the limits. */

import { expect, test } from 'vitest';
import { assembled, at, NEW_ID } from '../support/unit-assemble';

for (const sentAt of [Infinity, 1e300, 8.64e15 + 1]) {
  test(`sentAt ${sentAt} is not a valid time: the time of the call is used`, () => {
    const { row, warnings } = assembled({ sentAt });
    expect(row?.body.sentAt).toBe(at / 1000);
    expect(warnings).toHaveLength(1);
  });
}

test('properties whose toJSON returns no object are left out, with one warning', () => {
  for (const value of ['M', ['M'], undefined]) {
    const { row, warnings } = assembled({ properties: { toJSON: () => value } });
    expect(row?.body).toEqual({ eventId: NEW_ID, eventType: 'View', sentAt: at / 1000 });
    expect(warnings).toHaveLength(1);
  }
});

test('a reserved name that toJSON returns is left out', () => {
  const { row } = assembled({ properties: { toJSON: () => ({ userId: 'x', size: 'M' }) } });
  expect(row?.body.properties).toBe('{"size":"M"}');
});

test('a Map is not a JSON object: one warning', () => {
  expect(assembled({ properties: new Map([['size', 'M']]) }).warnings).toHaveLength(1);
});

test('Infinity is not an item id', () => {
  expect(assembled({ itemId: Infinity }).dropped?.reason).toBe('itemId');
});

for (const eventId of ['null', 'undefined', '[object Object]']) {
  test(`an eventId of "${eventId}" would deduplicate all events into one: a new one is used`, () => {
    const { row, warnings } = assembled({ eventId });
    expect(row?.body.eventId).toBe(NEW_ID);
    expect(warnings).toHaveLength(1);
  });
}

test('a value that cannot be converted to text is left out, and the event is sent', () => {
  const { row, warnings } = assembled({ eventValue: Object.create(null) });
  expect(row?.body.eventId).toBe(NEW_ID);
  expect(warnings).toHaveLength(1);
});

test('a sentAt that is not a time is left out, and the event is sent', () => {
  for (const sentAt of [1n, Symbol('now')]) expect(assembled({ sentAt }).row?.body.sentAt).toBe(at / 1000);
});

test('an impression without any valid id is left out, with one warning', () => {
  const { row, warnings } = assembled({ impression: ['', null, 'a|b'] });
  expect(row?.body.impression).toBeUndefined();
  expect(warnings).toHaveLength(1);
});

test('properties that are null as text are left out, with one warning', () => {
  const { row, warnings } = assembled({ properties: 'null' });
  expect(row?.body.properties).toBeUndefined();
  expect(warnings).toHaveLength(1);
});
