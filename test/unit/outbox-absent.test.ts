/** Where IndexedDB is undefined, or throws at once, the outbox says so by its promise. */

import { expect, test } from '@playwright/test';
import { createOutbox } from '../../src/outbox/outbox';
import { noJournal } from '../support/unit-journal';
import { waitingRows } from '../support/unit-rows';

test('where IndexedDB is not to be had it rejects', async () => {
  globalThis.indexedDB = undefined as unknown as IDBFactory;
  await expect(createOutbox(noJournal).add(waitingRows('a', 1))).rejects.toThrow();
  await expect(createOutbox(noJournal).count()).rejects.toThrow();
});
