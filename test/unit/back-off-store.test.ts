/** Stores for all pages of one set-up how long the service must not be called. */

import { expect, test } from 'vitest';
import { createBackOffStore } from '../../src/chunks/drain/back-off-store';
import { createTexts } from '../support/unit-storage';

const backOffStore = { failures: 2, until: 7, firm: true };

test('the next page of the same set-up reads the back-off, and a page of another set-up does not', () => {
  const storage = createTexts();
  createBackOffStore(storage, 'one').set(backOffStore);
  expect(createBackOffStore(storage, 'one').get()).toMatchObject(backOffStore);
  expect(createBackOffStore(storage, 'two').get()).toBeUndefined();
});

test('after set(undefined) there is no back-off, as before the first one', () => {
  const storage = createTexts();
  const { get, set } = createBackOffStore(storage, 'one');
  expect(get()).toBeUndefined();
  set(backOffStore);
  set(undefined);
  expect(get()).toBeUndefined();
  expect([...storage.texts.keys()]).toEqual([]);
});
