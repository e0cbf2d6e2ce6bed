/** What pages know of a service that is to be left alone: of one set-up, until it is taken back. */

import { expect, test } from 'vitest';
import { createPatience } from '../../src/chunks/drain/back-off';
import { createTexts } from '../support/unit-storage';

const patience = { failures: 2, until: 7, firm: true };

test('the next page of the same set-up knows it, and one of another does not', () => {
  const storage = createTexts();
  createPatience(storage, 'one').set(patience);
  expect(createPatience(storage, 'one').get()).toMatchObject(patience);
  expect(createPatience(storage, 'two').get()).toBeUndefined();
});

test('taken back it is gone, and where nothing was there is none', () => {
  const storage = createTexts();
  const { get, set } = createPatience(storage, 'one');
  expect(get()).toBeUndefined();
  set(patience);
  set(undefined);
  expect(get()).toBeUndefined();
  expect([...storage.texts.keys()]).toEqual([]);
});
