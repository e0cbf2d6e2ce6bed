/** A captured event becomes a complete row that does not change on a retry, or is dropped with its reason. */

import { expect, test } from 'vitest';
import type { EventFields } from '../../src/core/event-fields';
import { assembled, assembledAs, at, NEW_ID, visitor } from '../support/unit-assemble';

test('every field of PutEvents is sent unchanged', () => {
  const fields: EventFields = {
    itemId: 'sku-1',
    eventValue: 39.9,
    properties: { size: 'M', sale: true, price: 3 },
    recommendationId: 'RID-1',
    impression: ['sku-9', 'sku-1'],
    metricAttribution: { eventAttributionSource: 'home page' },
    eventId: 'order-7',
    sentAt: 1_767_323_045,
  };
  const { row, warnings } = assembled(fields, 'Purchase');
  expect(row).toEqual({
    v: 1,
    kind: 'event',
    capturedAt: at,
    visitor,
    body: {
      eventId: 'order-7',
      eventType: 'Purchase',
      sentAt: 1_767_323_045,
      itemId: 'sku-1',
      eventValue: 39.9,
      properties: '{"size":"M","sale":true,"price":3}',
      recommendationId: 'RID-1',
      impression: ['sku-9', 'sku-1'],
      metricAttribution: { eventAttributionSource: 'home page' },
    },
  });
  expect(warnings).toEqual([]);
});

test('an event with a type alone has an id and the time of its capture, and no empty field', () => {
  const { row, warnings } = assembled({});
  expect(row?.body).toEqual({ eventId: NEW_ID, eventType: 'View', sentAt: at / 1000 });
  expect(warnings).toEqual([]);
});

test('undefined and null fields are ignored', () => {
  const nothing = Object.fromEntries(
    ['itemId', 'eventValue', 'properties', 'recommendationId', 'impression', 'metricAttribution', 'eventId']
      .concat('sentAt')
      .map((name, index) => [name, index % 2 ? null : undefined]),
  );
  const { row, warnings } = assembled(nothing);
  expect(row?.body).toEqual({ eventId: NEW_ID, eventType: 'View', sentAt: at / 1000 });
  expect(warnings).toEqual([]);
});

for (const eventType of [undefined, null, '', 7, {}, ['View'], 'x'.repeat(257), 'x'.repeat(300)]) {
  test(`type ${String(eventType).slice(0, 20)} (${String(eventType).length}): dropped with its reason`, () => {
    const { dropped, warnings } = assembledAs(eventType, { itemId: 'sku-1' });
    expect(dropped).toMatchObject({ reason: 'eventType', eventType, fields: { itemId: 'sku-1' } });
    expect(dropped?.message).toMatch(/eventType .*1 to 256 characters: event dropped$/s);
    expect(dropped?.message.length).toBeLessThan(250);
    expect(warnings).toEqual([]);
  });
}

test('a type may have 256 characters', () => {
  expect(assembled({}, 'x'.repeat(256)).row?.body.eventType).toBe('x'.repeat(256));
});

for (const itemId of ['', 'null', 'undefined', '[object Object]', 'NaN', NaN, {}, true, 'x'.repeat(257)]) {
  test(`item ${String(itemId).slice(0, 20)} (${typeof itemId}): dropped with its reason`, () => {
    const { dropped } = assembled({ itemId } as EventFields);
    expect(dropped?.reason).toBe('itemId');
    expect(dropped?.message).toMatch(/^"?View"?: itemId .*1 to 256 characters: event dropped$/);
  });
}

test('an item id may be a number, and 256 characters long', () => {
  expect(assembled({ itemId: 1042 }).row?.body.itemId).toBe('1042');
  expect(assembled({ itemId: 0 }).row?.body.itemId).toBe('0');
  expect(assembled({ itemId: 'x'.repeat(256) }).row?.body.itemId).toBe('x'.repeat(256));
});

test('a field that PutEvents does not have causes a warning and is left out', () => {
  const { row, warnings } = assembled({ itemId: 'sku-1', price: 3 } as EventFields);
  expect(row?.body).toEqual({ eventId: NEW_ID, eventType: 'View', sentAt: at / 1000, itemId: 'sku-1' });
  expect(warnings).toEqual([
    expect.stringMatching(/^View: "?price"? is not a field of PutEvents: left out$/),
  ]);
});

test('two events at the same time have different ids', () => {
  expect([assembled({}, 'View', 'id-1').row, assembled({}, 'View', 'id-2').row]).toMatchObject([
    { body: { eventId: 'id-1' } },
    { body: { eventId: 'id-2' } },
  ]);
});
