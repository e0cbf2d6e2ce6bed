/** Whose credit an item is: where it was chosen, else the last list of recommendations that had it. */

import { expect, test } from 'vitest';
import { createAttribution } from '../../src/attribution/attribution';
import type { PutEvent } from '../../src/core/event';
import { createTexts } from '../support/unit-storage';

function visitor() {
  let time = 0;
  let made = 0;
  const credits = createAttribution(createTexts(), 1000, () => time, undefined);
  const does = (eventType: string, itemId: string, at: number, own: Partial<PutEvent> = {}) => {
    const fields = credits.credit({ eventType, fields: { itemId, ...own }, at });
    credits.onChosen({ eventId: `e${++made}`, eventType, sentAt: 0, ...fields } as PutEvent, {
      eventType,
      fields: { itemId, ...own },
      at,
    });
    return fields.recommendationId;
  };
  const offer = (recommendationId: string, itemIds: string[], at: number) => {
    time = at;
    credits.offer(itemIds, { recommendationId });
  };
  return { does, offer };
}

test('the last offer, as long as the window is', () => {
  const { does, offer } = visitor();
  offer('RID-1', ['lamp', 'vase'], 0);
  offer('RID-2', ['lamp'], 10);
  expect(does('View', 'vase', 20)).toBe('RID-1');
  expect(does('View', 'lamp', 20)).toBe('RID-2');
  expect(does('View', 'chair', 20)).toBeUndefined();
  offer('RID-3', ['chair'], 20);
  expect(does('View', 'chair', 1020)).toBeUndefined();
});

test('where it was chosen goes before every later offer', () => {
  const { does, offer } = visitor();
  offer('RID-1', ['lamp'], 0);
  expect(does('Click', 'lamp', 1)).toBe('RID-1');
  offer('RID-cart', ['lamp'], 2);
  expect(does('AddToCart', 'lamp', 3)).toBe('RID-1');
  expect(does('Click', 'lamp', 4, { recommendationId: 'RID-other' })).toBe('RID-other');
  expect(does('Purchase', 'lamp', 5)).toBe('RID-other');
});

test('after a purchase it comes from nowhere, until it is chosen from a list again', () => {
  const { does, offer } = visitor();
  offer('RID-1', ['lamp'], 0);
  expect(does('Purchase', 'lamp', 1)).toBe('RID-1');
  expect(does('View', 'lamp', 2)).toBeUndefined();
  expect(does('Click', 'lamp', 3, { recommendationId: 'RID-2' })).toBe('RID-2');
  expect(does('View', 'lamp', 4)).toBe('RID-2');
});

test('a purchase that is made again under its id is credited as it was, and a second one is not', () => {
  const { does, offer } = visitor();
  offer('RID-1', ['lamp'], 0);
  expect(does('Purchase', 'lamp', 1, { eventId: 'order-1' })).toBe('RID-1');
  expect(does('Purchase', 'lamp', 2, { eventId: 'order-1' })).toBe('RID-1');
  expect(does('Purchase', 'lamp', 3, { eventId: 'order-1' })).toBe('RID-1');
  expect(does('Purchase', 'lamp', 4, { eventId: 'order-2' })).toBeUndefined();
});

test('the window begins at the click: what is done later does not make it longer', () => {
  const { does } = visitor();
  expect(does('Click', 'lamp', 0, { recommendationId: 'RID-1' })).toBe('RID-1');
  for (const at of [300, 600, 900]) expect(does('View', 'lamp', at)).toBe('RID-1');
  expect(does('Click', 'lamp', 950)).toBe('RID-1');
  expect(does('AddToCart', 'lamp', 1000)).toBeUndefined();
});

test('a view that was only offered its item does not choose it: a newer offer has the credit', () => {
  const { does, offer } = visitor();
  offer('RID-1', ['lamp'], 0);
  expect(does('View', 'lamp', 1)).toBe('RID-1');
  offer('RID-2', ['lamp'], 2);
  expect(does('View', 'lamp', 3)).toBe('RID-2');
});

test('a purchase that is made again does not end what was chosen since', () => {
  const { does } = visitor();
  const order = { eventId: 'order-1' };
  does('Click', 'lamp', 0, { recommendationId: 'RID-1' });
  expect(does('Purchase', 'lamp', 1, order)).toBe('RID-1');
  does('Click', 'lamp', 2, { recommendationId: 'RID-2' });
  expect(does('Purchase', 'lamp', 900, order)).toBe('RID-1');
  expect(does('View', 'lamp', 901)).toBe('RID-2');
});
