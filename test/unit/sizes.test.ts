/** `npm run sizes` compares every file of dist with the budgets of package.json. */

import { expect, test } from 'vitest';
import { compareSizes } from '../../build/sizes.mjs';

const problems = (sizes: Record<string, number>, budgets: Record<string, number>) =>
  compareSizes(sizes, budgets).map(({ file, problem }) => [file, problem]);

test('a file may be as large as its budget, and not a byte larger', () => {
  expect(problems({ 'a.js': 100, 'b.js': 101 }, { 'a.js': 100, 'b.js': 100 })).toEqual([
    ['a.js', undefined],
    ['b.js', 'is 1 bytes over its budget'],
  ]);
});

test('a file without a budget and a budget without a file are mistakes', () => {
  expect(problems({ 'new.js': 1 }, { 'gone.js': 1 })).toEqual([
    ['gone.js', 'is not in dist'],
    ['new.js', 'has no budget in package.json'],
  ]);
});
