/** The attribution of an item: from the list where it was chosen, else the last recommendations that contained it. */

import { expect, test } from 'vitest';
import { createAttribution } from '../../src/attribution/attribution';
import type { PutEvent } from '../../src/core/event';
import { createTexts } from '../support/unit-storage';

function visitor() {
  let time = 0;
  let made = 0;
  const credits = createAttribution(createTexts(), 1000, () => time);
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

test('the last recommendation counts, within the attribution window', () => {
  const { does, offer } = visitor();
  offer('RID-1', ['lamp', 'vase'], 0);
  offer('RID-2', ['lamp'], 10);
  expect(does('View', 'vase', 20)).toBe('RID-1');
  expect(does('View', 'lamp', 20)).toBe('RID-2');
  expect(does('View', 'chair', 20)).toBeUndefined();
  offer('RID-3', ['chair'], 20);
  expect(does('View', 'chair', 1020)).toBeUndefined();
});

test('the list where an item was chosen takes precedence over later recommendations', () => {
  const { does, offer } = visitor();
  offer('RID-1', ['lamp'], 0);
  expect(does('Click', 'lamp', 1)).toBe('RID-1');
  offer('RID-cart', ['lamp'], 2);
  expect(does('AddToCart', 'lamp', 3)).toBe('RID-1');
  expect(does('Click', 'lamp', 4, { recommendationId: 'RID-other' })).toBe('RID-other');
  expect(does('Purchase', 'lamp', 5)).toBe('RID-other');
});

test('after a purchase an item has no attribution until it is chosen from a list again', () => {
  const { does, offer } = visitor();
  offer('RID-1', ['lamp'], 0);
  expect(does('Purchase', 'lamp', 1)).toBe('RID-1');
  expect(does('View', 'lamp', 2)).toBeUndefined();
  expect(does('Click', 'lamp', 3, { recommendationId: 'RID-2' })).toBe('RID-2');
  expect(does('View', 'lamp', 4)).toBe('RID-2');
});

test('a repeated purchase with the same id has the same attribution, and a second purchase has none', () => {
  const { does, offer } = visitor();
  offer('RID-1', ['lamp'], 0);
  expect(does('Purchase', 'lamp', 1, { eventId: 'order-1' })).toBe('RID-1');
  expect(does('Purchase', 'lamp', 2, { eventId: 'order-1' })).toBe('RID-1');
  expect(does('Purchase', 'lamp', 3, { eventId: 'order-1' })).toBe('RID-1');
  expect(does('Purchase', 'lamp', 4, { eventId: 'order-2' })).toBeUndefined();
});

test('the window starts at the click, and later events do not extend it', () => {
  const { does } = visitor();
  expect(does('Click', 'lamp', 0, { recommendationId: 'RID-1' })).toBe('RID-1');
  for (const at of [300, 600, 900]) expect(does('View', 'lamp', at)).toBe('RID-1');
  expect(does('Click', 'lamp', 950)).toBe('RID-1');
  expect(does('AddToCart', 'lamp', 1000)).toBeUndefined();
});

test('a view of a recommended item does not choose it: a newer recommendation takes precedence', () => {
  const { does, offer } = visitor();
  offer('RID-1', ['lamp'], 0);
  expect(does('View', 'lamp', 1)).toBe('RID-1');
  offer('RID-2', ['lamp'], 2);
  expect(does('View', 'lamp', 3)).toBe('RID-2');
});

test('a repeated purchase does not end a later choice', () => {
  const { does } = visitor();
  const order = { eventId: 'order-1' };
  does('Click', 'lamp', 0, { recommendationId: 'RID-1' });
  expect(does('Purchase', 'lamp', 1, order)).toBe('RID-1');
  does('Click', 'lamp', 2, { recommendationId: 'RID-2' });
  expect(does('Purchase', 'lamp', 900, order)).toBe('RID-1');
  expect(does('View', 'lamp', 901)).toBe('RID-2');
});
