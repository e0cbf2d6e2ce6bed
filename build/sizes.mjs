/**
 * `npm run sizes` compares the size of each file in dist/ with its budget: `sizeBudgets` in package.json, in bytes at
 * gzip -9. Fails if a file is over its budget, has no budget, or is missing.
 */

import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

/**
 * @param {Record<string, number>} sizes of the files in dist/
 * @param {Record<string, number>} budgets
 * @returns {{ file: string, size?: number, budget?: number, problem?: string }[]} one row per file
 */
export const compareSizes = (sizes, budgets) =>
  [...new Set([...Object.keys(budgets), ...Object.keys(sizes)])].map((file) => {
    const [size, budget] = [sizes[file], budgets[file]];
    if (budget === undefined) return { file, size, problem: 'has no budget in package.json' };
    if (size === undefined) return { file, budget, problem: 'is not in dist' };
    return {
      file,
      size,
      budget,
      ...(size > budget && { problem: `is ${size - budget} bytes over its budget` }),
    };
  });

/** @param {URL} dist */
const measure = (dist) =>
  Object.fromEntries(
    readdirSync(dist)
      .filter((file) => file.endsWith('.js'))
      .map((file) => [file, gzipSync(readFileSync(new URL(file, dist)), { level: 9 }).length]),
  );

const main = () => {
  const { sizeBudgets } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'));
  const rows = compareSizes(measure(new URL('../dist/', import.meta.url)), sizeBudgets);
  for (const { file, size = '–', budget = '–', problem } of rows) {
    console.log(
      `${file.padEnd(32)} ${String(size).padStart(6)} of ${budget}${problem ? `  ${problem}` : ''}`,
    );
  }
  process.exitCode = rows.some(({ problem }) => problem) ? 1 : 0;
};

if (process.argv[1] === fileURLToPath(import.meta.url)) main();
