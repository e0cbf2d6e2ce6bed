/** The last fifty dead letters are stored. */

import { expect, test } from 'vitest';
import { addDeadLetter, clearDeadLetters, readDeadLetters } from '../../src/outbox/dead-letters';
import { createTexts } from '../support/unit-storage';

test('the last fifty are stored in order, until the list is cleared', () => {
  const storage = createTexts();
  expect(readDeadLetters(storage)).toEqual([]);
  for (let n = 0; n < 52; n++) addDeadLetter(storage, { n });
  expect(readDeadLetters(storage)).toEqual(Array.from({ length: 50 }, (_, index) => ({ n: index + 2 })));
  clearDeadLetters(storage);
  expect([readDeadLetters(storage), [...storage.texts.keys()]]).toEqual([[], []]);
});
