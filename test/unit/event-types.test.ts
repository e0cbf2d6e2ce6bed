/** The eleventh event type of a dataset group is warned of, over all pages of a site. */

import { expect, test } from 'vitest';
import { createEventTypes } from '../../src/chunks/drain/event-types';
import { createTexts } from '../support/unit-storage';

const ten = Array.from({ length: 10 }, (_, index) => `Type${index}`);

/** A page of the site after the other, each with what it sends; and what is said in each. */
function visit(storage: ReturnType<typeof createTexts>, types: string[], trackingId = 'tracker'): string[] {
  const said: string[] = [];
  const page = createEventTypes(storage, trackingId, (message) => said.push(message));
  for (const type of types) page.sent(type);
  return said;
}

test('ten types are no matter, however often and on however many pages', () => {
  const storage = createTexts();
  expect(visit(storage, [...ten.slice(0, 6), ...ten])).toEqual([]);
  expect(visit(storage, ten)).toEqual([]);
});

test('the eleventh is named with the ten before it, once a page, wherever it is sent', () => {
  const storage = createTexts();
  visit(storage, ten);
  const message = `event type "Wink" exceeds the Personalize limit of 10 per dataset group; already sent: ${ten.join(', ')}`;
  expect(visit(storage, ['Wink', 'Type3', 'Wink'])).toEqual([message]);
  expect(visit(storage, ['Type3'])).toEqual([]);
  expect(visit(storage, ['Wink', 'Nod'])).toEqual([message, message.replace('Wink', 'Nod')]);
});

test('another tracker begins anew, and what is no list is none', () => {
  const storage = createTexts({ 'personalize.types': '{"not": "a list"}' });
  expect(visit(storage, ten)).toEqual([]);
  expect(visit(storage, ['Wink'], 'other')).toEqual([]);
  expect(visit(storage, ten.slice(0, 9), 'other')).toEqual([]);
  expect(visit(storage, ['Type9'], 'other')).toHaveLength(1);
});

test('what was erased stays erased', () => {
  const storage = createTexts();
  const page = createEventTypes(storage, 'tracker', () => {});
  page.sent('View');
  storage.texts.clear();
  page.sent('View');
  expect([...storage.texts.keys()]).toEqual([]);
});
