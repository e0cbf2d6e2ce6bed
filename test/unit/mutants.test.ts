/** `npm run mutants` makes its mistakes in the source as it is now: what each of them changes stands there, once. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mutants } from '../mutants/mutants.js';

for (const { name, file, from } of mutants) {
  test(`"${name}" has its place in ${file}`, () => {
    const source = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
    expect(source.split(from).length - 1).toBe(1);
  });
}
