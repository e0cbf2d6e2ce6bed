/** The known visitor: the same in all tabs until signed out, and never a name of nothing. */

import { expect, test } from 'vitest';
import { createUser } from '../../src/identity/user';
import { createTexts } from '../support/unit-storage';

test('is nobody, then whom it was set to, in every tab, until forgotten', () => {
  const storage = createTexts();
  const [one, two] = [createUser(storage), createUser(storage)];
  expect(one.current()).toBeUndefined();
  one.set('anna');
  expect([one.current(), two.current()]).toEqual(['anna', 'anna']);
  two.leave(7);
  expect(one.current()).toBeUndefined();
  expect([...storage.texts]).toEqual([['personalize.left', '7']]);
});

test('nobody who leaves leaves no trace', () => {
  const storage = createTexts();
  createUser(storage).leave(7);
  expect(storage.texts.size).toBe(0);
});

for (const text of ['', 'null', 'undefined', '[object Object]', 'x'.repeat(257)]) {
  test(`stored text "${text.slice(0, 20)}" (${text.length}) is nobody`, () => {
    expect(createUser(createTexts({ 'personalize.user': JSON.stringify(text) })).current()).toBeUndefined();
  });
}
