/**
 * `npm run test:faults`: builds, runs the fault scenarios in each engine, and prints the matrix.
 *
 *   npm run test:faults                                  all scenarios
 *   npm run test:faults -- --engine webkit --only F1,F7  some of them
 *   npm run test:faults -- --seed 7                      another random seed
 *   npm run test:faults -- --quick                       the scenarios that are part of `npm test`
 *
 * Ctrl-C stops the run and prints the matrix so far. The run fails if any scenario fails.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { engineNames } from '../support/engines/installed.js';
import { getBrowsers } from '../support/run/get-browsers.js';
import { endLeftovers } from '../support/run/leftovers.js';
import { runPlaywright } from '../support/run/playwright.js';
import { runStep } from '../support/run/step.js';

const { values } = parseArgs({
  options: {
    engine: { type: 'string', multiple: true },
    only: { type: 'string' },
    seed: { type: 'string', default: '1' },
    quick: { type: 'boolean', default: false },
    workers: { type: 'string' },
  },
});

const directory = mkdtempSync(join(tmpdir(), 'personalize-faults-'));
let stopped = false;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    stopped = true;
    console.log('\nStopped. Matrix of the scenarios that ran:');
  });
}

const asked = engineNames.filter((engine) => values.engine?.includes(engine) ?? true);
const { found, missing } = await getBrowsers(asked);
// Claims of 4.5 s and requests of 3 s, because most of the time was spent waiting for them. `npm test` uses the
// production values.
const dist = join(directory, 'dist');
const environment = `DIST:${dist},TIMEOUT_SCALE:0.3`;
const built = await runStep('build', ['rollup', '-c', '--silent', '--environment', environment]);

/** `F1,F7`: titles begin with the number. */
const numbers = values.only?.split(',').map((each) => each.trim().replace(/^f/i, '')) ?? [];
const grep = [
  ...(numbers.length > 0 ? [`(?=.*\\bF(${numbers.join('|')})\\b)`] : []),
  ...(values.quick ? ['(?=.*@quick)'] : []),
].join('');

/** @param {'first' | 'last'} part @param {string} which @param {string | undefined} workers */
const run = (part, which, workers) =>
  runPlaywright({
    config: new URL('playwright.config.ts', import.meta.url),
    projects: found,
    args: [`--grep=/^${grep}${which}/`, '--pass-with-no-tests', ...(workers ? [`--workers=${workers}`] : [])],
    environment: {
      PERSONALIZE_RUN_DIRECTORY: directory,
      PERSONALIZE_DIST: dist,
      PERSONALIZE_FAULTS: values.quick ? 'quick' : 'whole',
      PERSONALIZE_SEED: values.seed,
      PERSONALIZE_PART: part,
    },
  });

/** Scenarios that measure milliseconds run last and alone. */
const runAll = async () => {
  const codes = [await run('first', '(?!.*@alone)', values.workers)];
  if (!stopped) codes.push(await run('last', '(?=.*@alone)', '1'));
  return !stopped && codes.every((each) => each === 0) ? 0 : 1;
};

console.log(`- seed ${values.seed}`);
const code = built && found.length > 0 ? await runAll() : 1;
endLeftovers(directory);
rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
process.exitCode = code === 0 && missing.length === 0 ? 0 : 1;
