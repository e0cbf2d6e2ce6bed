/** Warns of the eleventh event type of a dataset group, counted across all pages of a site. */

import { expect, test } from 'vitest';
import { createEventTypes } from '../../src/chunks/drain/event-types';
import { createTexts } from '../support/unit-storage';

const ten = Array.from({ length: 10 }, (_, index) => `Type${index}`);

/** Opens a page of the site that sends these types, and returns its warnings. */
function visit(storage: ReturnType<typeof createTexts>, types: string[], trackingId = 'tracker'): string[] {
  const warnings: string[] = [];
  const page = createEventTypes(storage, trackingId, (message) => warnings.push(message));
  for (const type of types) page.sent(type);
  return warnings;
}

test('ten types cause no warning, however often they are sent and on however many pages', () => {
  const storage = createTexts();
  expect(visit(storage, [...ten.slice(0, 6), ...ten])).toEqual([]);
  expect(visit(storage, ten)).toEqual([]);
});

test('the eleventh type is named with the ten before it, once per page that sends it', () => {
  const storage = createTexts();
  visit(storage, ten);
  const message = `event type "Wink" exceeds the Personalize limit of 10 per dataset group; already sent: ${ten.join(', ')}`;
  expect(visit(storage, ['Wink', 'Type3', 'Wink'])).toEqual([message]);
  expect(visit(storage, ['Type3'])).toEqual([]);
  expect(visit(storage, ['Wink', 'Nod'])).toEqual([message, message.replace('Wink', 'Nod')]);
});

test('another tracker starts a new list, and a stored value that is not a list is ignored', () => {
  const storage = createTexts({ 'personalize.types': '{"not": "a list"}' });
  expect(visit(storage, ten)).toEqual([]);
  expect(visit(storage, ['Wink'], 'other')).toEqual([]);
  expect(visit(storage, ten.slice(0, 9), 'other')).toEqual([]);
  expect(visit(storage, ['Type9'], 'other')).toHaveLength(1);
});

test('types are not stored again after they were erased', () => {
  const storage = createTexts();
  const page = createEventTypes(storage, 'tracker', () => {});
  page.sent('View');
  storage.texts.clear();
  page.sent('View');
  expect([...storage.texts.keys()]).toEqual([]);
});
