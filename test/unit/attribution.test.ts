/** How attribution completes an event, and that fields from the page take precedence. */

import { expect, test } from 'vitest';
import { createAttribution } from '../../src/attribution/attribution';
import type { Captured, PutEvent } from '../../src/core/event';
import type { EventFields } from '../../src/core/event-fields';
import { createTexts } from '../support/unit-storage';

const captured = (fields: EventFields, list?: string): Captured => ({
  eventType: 'View',
  fields,
  at: 10,
  list,
});
const body = (part: Partial<PutEvent>): PutEvent => ({
  eventId: 'e',
  eventType: 'Click',
  sentAt: 0,
  ...part,
});

/** The arguments of onChosen: the sent and the captured fields, which are equal if the page set all of them. */
const chose = (part: Partial<PutEvent>, at: number): [PutEvent, Captured] => [
  body(part),
  { eventType: part.eventType ?? 'Click', fields: part, at },
];

const open = () => createAttribution(createTexts(), 1000, () => 10);

test('a repeated purchase without a recommendation neither uses nor ends a later attribution of its item', () => {
  const { credit, onChosen } = open();
  const purchase = { eventType: 'Purchase', itemId: 'lamp', eventId: 'order-1' };
  onChosen(...chose(purchase, 5));
  onChosen(...chose({ itemId: 'lamp', recommendationId: 'RID-1' }, 6));
  const again = captured({ itemId: 'lamp', eventId: 'order-1' });
  expect(credit(again)).toEqual(again.fields);
  onChosen(...chose(purchase, 7));
  expect(credit(captured({ itemId: 'lamp' }))).toEqual({ itemId: 'lamp', recommendationId: 'RID-1' });
});

test('without an item id the fields do not change', () => {
  const { credit, offer } = open();
  offer(['undefined'], { recommendationId: 'RID-1' });
  for (const itemId of [undefined, 'undefined', ''])
    expect(credit(captured({ itemId, eventValue: 3 }, 'shelf'))).toEqual({ itemId, eventValue: 3 });
});

test('the object of the page is not modified', () => {
  const { credit, offer } = open();
  offer(['lamp'], { recommendationId: 'RID-1' });
  const fields = { itemId: 'lamp' };
  expect(credit(captured(fields))).toEqual({ itemId: 'lamp', recommendationId: 'RID-1' });
  expect(fields).toEqual({ itemId: 'lamp' });
});

test('recommendation id and source are added together, each if it is known', () => {
  const { credit, offer } = open();
  offer(['both'], { recommendationId: 'RID-1', source: 'home' });
  offer(['first'], { recommendationId: 'RID-2' });
  offer(['second'], { source: 'mail' });
  const home = { eventAttributionSource: 'home' };
  expect(credit(captured({ itemId: 'both' }))).toEqual({
    itemId: 'both',
    recommendationId: 'RID-1',
    metricAttribution: home,
  });
  expect(credit(captured({ itemId: 'first' }))).toEqual({ itemId: 'first', recommendationId: 'RID-2' });
  expect(credit(captured({ itemId: 'second' }))).toEqual({
    itemId: 'second',
    metricAttribution: { eventAttributionSource: 'mail' },
  });
});

test('an event that states its recommendation or source is not mixed with another attribution', () => {
  const { credit, offer } = open();
  offer(['lamp'], { recommendationId: 'RID-1', source: 'home' });
  const own = { itemId: 'lamp', recommendationId: 'RID-own' };
  const sourced = { itemId: 'lamp', metricAttribution: { eventAttributionSource: 'own' } };
  expect(credit(captured(own))).toEqual(own);
  expect(credit(captured(sourced))).toEqual(sourced);
});

test('a number as item id equals the item with its text as id', () => {
  const { credit, offer } = open();
  offer(['7'], { recommendationId: 'RID-1' });
  expect(credit(captured({ itemId: 7 }))).toEqual({ itemId: 7, recommendationId: 'RID-1' });
});

test('the attribution of a chosen item is stored with a recommendation id or a source alone', () => {
  const { credit, onChosen } = open();
  onChosen(...chose({ itemId: 'lamp', recommendationId: 'RID-1' }, 5));
  onChosen(...chose({ itemId: 'vase', metricAttribution: { eventAttributionSource: 'mail' } }, 5));
  expect(credit(captured({ itemId: 'lamp' }))).toEqual({ itemId: 'lamp', recommendationId: 'RID-1' });
  expect(credit(captured({ itemId: 'vase' }))).toEqual({
    itemId: 'vase',
    metricAttribution: { eventAttributionSource: 'mail' },
  });
});

test('an event without attribution does not change the attribution of its item', () => {
  const { credit, onChosen } = open();
  onChosen(...chose({ itemId: 'lamp', recommendationId: 'RID-1' }, 5));
  onChosen(...chose({ itemId: 'lamp' }, 6));
  onChosen(...chose({ eventType: 'Purchase', recommendationId: 'RID-2' }, 6));
  expect(credit(captured({ itemId: 'lamp' })).recommendationId).toBe('RID-1');
});

test('without an item nothing is stored, and a purchase that is known by its id gets no attribution', () => {
  const storage = createTexts();
  const { credit, onChosen } = createAttribution(storage, 1000, () => 10);
  onChosen(...chose({ recommendationId: 'RID-1' }, 5));
  expect([...storage.texts.keys()]).toEqual([]);
  onChosen(
    ...chose({ eventType: 'Purchase', itemId: 'lamp', eventId: 'order-1', recommendationId: 'RID-1' }, 5),
  );
  expect(credit(captured({ eventId: 'order-1' }))).toEqual({ eventId: 'order-1' });
});

test('a purchase ends the attribution of its item from its time on', () => {
  const { credit, onChosen, offer } = open();
  offer(['lamp'], { recommendationId: 'RID-1' });
  onChosen(...chose({ eventType: 'Purchase', itemId: 'lamp' }, 5));
  expect(credit(captured({ itemId: 'lamp' }))).toEqual({ itemId: 'lamp' });
});
