/** Runs Playwright Test and reads the counts that count-reporter.ts leaves behind. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runPlaywright } from './playwright.js';

const config = new URL('../../playwright.config.ts', import.meta.url);

/** Above the global timeout of playwright.config.ts. */
const deadlineMs = 47 * 60_000;

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */

/**
 * @param {string[]} projects
 * @param {string[]} args
 * @param {string} directory of the run
 * @returns {Promise<Counts>}
 */
export const runTests = async (projects, args, directory) => {
  if (projects.length === 0) return noTest();
  const began = Date.now();
  const code = await runPlaywright({ config, projects, args, deadlineMs });

  const counts = readCounts(join(directory, 'counts.json'));
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(`${code === 0 ? '✓' : '✗'} tests: ${projects.join(', ')} (${seconds} s)`);
  if (counts.passed + counts.failed + counts.skipped === 0) return noTest();
  // The runner may know of a failure that no test stands for.
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
};

/** @returns {Counts} */
const noTest = () => {
  console.log('No test ran.');
  return { passed: 0, failed: 1, skipped: 0 };
};

/**
 * @param {string} file
 * @returns {Counts}
 */
const readCounts = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return { passed: 0, failed: 0, skipped: 0 }; // it ended before it could report
  }
};
