/** `npm run mutants` can apply each mutation to the current source: the text to replace occurs exactly once. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { mutants } from '../mutants/mutants.js';

for (const { name, file, from } of mutants) {
  test(`"${name}" changes a text that occurs once in ${file}`, () => {
    const source = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
    expect(source.split(from).length - 1).toBe(1);
  });
}
