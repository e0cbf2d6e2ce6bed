/** The last fifty that the service refused. */

import { expect, test } from 'vitest';
import { clearRefused, readRefused, setAside } from '../../src/outbox/refused';
import { createTexts } from '../support/unit-storage';

test('fifty are kept, the oldest first, until the list is cleared', () => {
  const storage = createTexts();
  expect(readRefused(storage)).toEqual([]);
  for (let n = 0; n < 52; n++) setAside(storage, { n });
  expect(readRefused(storage)).toEqual(Array.from({ length: 50 }, (_, index) => ({ n: index + 2 })));
  clearRefused(storage);
  expect([readRefused(storage), [...storage.texts.keys()]]).toEqual([[], []]);
});
