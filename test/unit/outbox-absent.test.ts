/** Where IndexedDB is undefined or throws at once, the outbox reports the error and keeps the rows in memory. */

import { createStore } from 'idb-keyval';
import { expect, test } from 'vitest';
import { DATABASE } from '../../src/outbox/outbox';
import { createTimedStore } from '../../src/outbox/timed-store';
import { openOutbox } from '../support/unit-outbox';
import { idsOf, waitingRows } from '../support/unit-rows';

test('without IndexedDB the rows are unpersisted, and none is reported as stored', async () => {
  globalThis.indexedDB = undefined as unknown as IDBFactory;
  const outbox = openOutbox({
    use: createTimedStore(
      () => createStore(DATABASE, 'outbox'),
      () => () => {},
    ),
  });
  await outbox.add(waitingRows('a', 1));
  expect(idsOf(outbox.unpersisted())).toEqual(['a0']);
  expect(outbox.stored).toEqual([]);
  expect(await outbox.count()).toBe(1);
});
