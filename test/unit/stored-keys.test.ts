/** `forget()` erases every key that any part of the tag writes, and none that a page might have. */

import { readdirSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { storedKeys } from '../../src/identity/stored-keys';

const pool = 'us-east-1:10000000-0000-4000-8000-000000000001';
const folder = new URL('../../src/', import.meta.url);
const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
  name.endsWith('.ts'),
);
const sources = files.map((name) => readFileSync(new URL(name, folder), 'utf8'));

test('exactly the keys in the source are erased', () => {
  const keys = sources.flatMap((text) => text.match(/(?<=')personalize\.[a-z]+(?=')/g) ?? []);
  const own = storedKeys(pool).filter((key) => key.startsWith('personalize.'));
  expect(own.sort()).toEqual([...new Set(keys)].sort());
});

test('the identity id is erased under the key of this pool only', () => {
  const others = storedKeys(pool).filter((key) => !key.startsWith('personalize.'));
  expect(others).toEqual([`aws:cognito-identity-credentials:${pool}:ANONYMOUS`]);
});

test('localStorage is written by one file, which only the tag bundles', () => {
  const writers = files.filter((_, at) => /\blocalStorage\.\w+Item\(/.test(sources[at] ?? ''));
  expect(writers).toEqual(['browser/local-storage.ts']);
});

test('each key is listed in the table of stored keys', () => {
  const readme = readFileSync(new URL('README.md', folder), 'utf8');
  const table = readme.slice(readme.indexOf('## What is stored'), readme.indexOf('## The promises'));
  for (const key of storedKeys(pool).filter((each) => each.startsWith('personalize.')))
    expect(table).toMatch(new RegExp(`\\.${key.split('.')[1]}`));
});
