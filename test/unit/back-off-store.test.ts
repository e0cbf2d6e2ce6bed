/** What pages know of a service that is to be left alone: of one set-up, until it is taken back. */

import { expect, test } from 'vitest';
import { createBackOffStore } from '../../src/chunks/drain/back-off-store';
import { createTexts } from '../support/unit-storage';

const backOffStore = { failures: 2, until: 7, firm: true };

test('the next page of the same set-up knows it, and one of another does not', () => {
  const storage = createTexts();
  createBackOffStore(storage, 'one').set(backOffStore);
  expect(createBackOffStore(storage, 'one').get()).toMatchObject(backOffStore);
  expect(createBackOffStore(storage, 'two').get()).toBeUndefined();
});

test('taken back it is gone, and where nothing was there is none', () => {
  const storage = createTexts();
  const { get, set } = createBackOffStore(storage, 'one');
  expect(get()).toBeUndefined();
  set(backOffStore);
  set(undefined);
  expect(get()).toBeUndefined();
  expect([...storage.texts.keys()]).toEqual([]);
});
