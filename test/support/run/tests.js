/** Runs the tests, in Node with Vitest and in browsers with Playwright Test, and reads their counts and times. */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { runPlaywright } from './playwright.js';

const playwrightConfig = new URL('../../playwright.config.ts', import.meta.url);
const vitestConfig = fileURLToPath(new URL('../../vitest.config.ts', import.meta.url));
const vitest = fileURLToPath(new URL('../../../node_modules/vitest/vitest.mjs', import.meta.url));

/** Longer than the global timeout of playwright.config.ts. */
const browserDeadlineMs = 47 * 60_000;
const unitDeadlineMs = 10 * 60_000;

/** @typedef {{ passed: number, failed: number, skipped: number }} Counts */
/** @typedef {Counts & { times: { title: string, ms: number }[] }} Result */

/** @type {Result} */
export const nothing = { passed: 0, failed: 0, skipped: 0, times: [] };

/**
 * @param {string[]} engines
 * @param {string[]} args
 * @param {string} directory of the run
 * @returns {Promise<Result>}
 */
export const runBrowserTests = async (engines, args, directory) => {
  const began = Date.now();
  const code = await runPlaywright({
    config: playwrightConfig,
    projects: engines,
    args: ['--pass-with-no-tests', ...args],
    environment: { PERSONALIZE_ONCE_IN: engines[0] ?? '' },
    deadlineMs: browserDeadlineMs,
  });
  return conclude(`tests in ${engines.join(', ')}`, began, code, readReport(join(directory, 'counts.json')));
};

/**
 * @param {string[]} args
 * @param {string} directory of the run
 * @returns {Promise<Result>}
 */
export const runUnitTests = async (args, directory) => {
  const began = Date.now();
  const file = join(directory, 'unit.json');
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${file}`];
  const child = spawn(
    process.execPath,
    [vitest, 'run', `--config=${vitestConfig}`, '--passWithNoTests', ...reporters, ...args],
    { stdio: 'inherit', timeout: unitDeadlineMs, killSignal: 'SIGKILL' },
  );
  process.once('SIGTERM', () => child.kill('SIGINT'));
  const code = await new Promise((resolve) => child.once('close', resolve));
  const { numPassedTests = 0, numFailedTests = 0, numPendingTests = 0, testResults = [] } = readReport(file);
  const times = testResults.flatMap(({ assertionResults }) =>
    assertionResults.map(({ fullName, duration }) => ({ title: `unit › ${fullName}`, ms: duration ?? 0 })),
  );
  const counts = { passed: numPassedTests, failed: numFailedTests, skipped: numPendingTests };
  return conclude('unit tests', began, code, { ...counts, times });
};

/**
 * @param {string} name
 * @param {number} began
 * @param {number | null} code
 * @param {Partial<Result>} report
 * @returns {Result}
 */
const conclude = (name, began, code, report) => {
  const result = { ...nothing, ...report };
  const seconds = ((Date.now() - began) / 1000).toFixed(1);
  console.log(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)`);
  // A run can fail without a failed test.
  return code !== 0 && result.failed === 0 ? { ...result, failed: 1 } : result;
};

/**
 * @typedef {object} Report of Vitest or Playwright
 * @property {number} [passed]
 * @property {number} [failed]
 * @property {number} [skipped]
 * @property {{ title: string, ms: number }[]} [times]
 * @property {number} [numPassedTests]
 * @property {number} [numFailedTests]
 * @property {number} [numPendingTests]
 * @property {{ assertionResults: { fullName: string, duration?: number }[] }[]} [testResults]
 */

/**
 * @param {string} file
 * @returns {Report}
 */
const readReport = (file) => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return {}; // the runner ended before it wrote a report
  }
};
