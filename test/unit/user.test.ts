/** The known user: the same in all tabs until sign-out, and never the text of an empty value. */

import { expect, test } from 'vitest';
import { createUser } from '../../src/identity/user';
import { createTexts } from '../support/unit-storage';

test('there is no user until one is set, and every tab has this user until it leaves', () => {
  const storage = createTexts();
  const [one, two] = [createUser(storage), createUser(storage)];
  expect(one.current()).toBeUndefined();
  one.set('anna');
  expect([one.current(), two.current()]).toEqual(['anna', 'anna']);
  two.leave(7);
  expect(one.current()).toBeUndefined();
  expect([...storage.texts]).toEqual([['personalize.left', '7']]);
});

test('leave without a user stores nothing', () => {
  const storage = createTexts();
  createUser(storage).leave(7);
  expect(storage.texts.size).toBe(0);
});

for (const text of ['', 'null', 'undefined', '[object Object]', 'x'.repeat(257)]) {
  test(`the stored text "${text.slice(0, 20)}" (${text.length}) is not a user`, () => {
    expect(createUser(createTexts({ 'personalize.user': JSON.stringify(text) })).current()).toBeUndefined();
  });
}
