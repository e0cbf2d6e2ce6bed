/** The numbers in the panel of the demo: which recommended items were seen, clicked and bought. */
import { expect, test } from 'vitest';
import type { AcceptedEvent, RequestRecord } from '../../demo/local-aws/state.js';
import { clickThrough, createCircle } from '../../demo/panel/browser/circle.js';

const asked = (recommendationId: string, recommended: string[], receivedAt: number) =>
  ({ recommendationId, recommended, receivedAt }) as RequestRecord;
const did = (event: Partial<AcceptedEvent>) => event as AcceptedEvent;
const cart = { recommendationId: 'r-1', metricAttribution: { eventAttributionSource: 'cart' } };

test('seen, clicked and bought items of a recommendation are counted once each', () => {
  const circle = createCircle();
  circle.addRequest(asked('r-1', ['a', 'b', 'c', 'd'], 1));
  circle.addEvent(did({ ...cart, eventType: 'Click', itemId: 'a', impression: ['b', 'a'] }));
  circle.addEvent(did({ ...cart, eventType: 'Click', itemId: 'a', impression: ['b', 'c', 'a'] }));
  circle.addEvent(did({ ...cart, eventType: 'View', itemId: 'a' }));
  circle.addEvent(did({ ...cart, eventType: 'Purchase', itemId: 'a' }));
  const [only] = circle.recommendations();
  expect([...(only?.seen ?? [])]).toEqual(['a', 'b', 'c']);
  expect([...(only?.clicked ?? [])]).toEqual(['a']);
  expect([...(only?.bought ?? [])]).toEqual(['a']);
  expect(circle.bySource()).toEqual([{ source: 'cart', recommended: 4, seen: 3, clicked: 1, bought: 1 }]);
});

test('an event may precede its request, and a list may contain items that were not recommended', () => {
  const circle = createCircle();
  circle.addEvent(did({ ...cart, eventType: 'Click', itemId: 'a', impression: ['advert', 'a'] }));
  expect(circle.recommendations()).toHaveLength(1);
  circle.addRequest(asked('r-1', ['a', 'b'], 1));
  circle.addRequest(asked('r-2', ['c'], 2));
  expect(circle.recommendations().map(({ id, seen }) => [id, seen.size])).toEqual([
    ['r-2', 0],
    ['r-1', 1],
  ]);
});

test('a source sums its recommendations, and an event without a source counts for none', () => {
  const circle = createCircle();
  const metricAttribution = { eventAttributionSource: 'cart' };
  circle.addEvent(did({ eventType: 'Click', itemId: 'z', impression: ['z'] }));
  circle.addEvent(did({ metricAttribution, eventType: 'Click', itemId: 'm', impression: ['m', 'n'] }));
  circle.addEvent(did({ ...cart, eventType: 'Click', itemId: 'a', impression: ['a'] }));
  circle.addEvent(did({ ...cart, recommendationId: 'r-2', eventType: 'Purchase', itemId: 'a' }));
  expect(circle.bySource()).toEqual([{ source: 'cart', recommended: 0, seen: 3, clicked: 2, bought: 1 }]);
  expect(circle.recommendations().map(({ id }) => id)).toEqual(['r-1', 'r-2']);
  circle.clear();
  expect(circle.bySource()).toEqual([]);
});

test('the click-through rate is formatted in percent', () => {
  expect([clickThrough(1, 4), clickThrough(1, 3), clickThrough(0, 0)]).toEqual(['25 %', '33 %', '–']);
});
