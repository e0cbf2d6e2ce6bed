/** The known visitor: the same in all tabs until signed out, and never a name of nothing. */

import { expect, test } from 'vitest';
import { createUser } from '../../src/visitor/user';
import { createTexts } from '../support/unit-storage';

test('is nobody, then whom it was set to, in every tab, until forgotten', () => {
  const storage = createTexts();
  const [one, two] = [createUser(storage), createUser(storage)];
  expect(one.current()).toBeUndefined();
  one.set('anna');
  expect([one.current(), two.current()]).toEqual(['anna', 'anna']);
  two.forget();
  expect(one.current()).toBeUndefined();
  expect([...storage.texts.keys()]).toEqual([]);
});

for (const text of ['', 'null', 'undefined', '[object Object]', 'x'.repeat(257)]) {
  test(`stored text "${text.slice(0, 20)}" (${text.length}) is nobody`, () => {
    expect(createUser(createTexts({ 'personalize.user': JSON.stringify(text) })).current()).toBeUndefined();
  });
}
