/**
 * `npm run soak -- --minutes 10 --seed 1`: visits under random faults in every engine, checked by the oracle of the
 * matrix.
 *
 * `--engine firefox` runs one engine, `--round 12` repeats a single round. Ctrl-C stops the run and prints the summary
 * so far.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { engineNames } from '../../support/engines/installed.js';
import { getBrowsers } from '../../support/run/get-browsers.js';
import { endLeftovers } from '../../support/run/leftovers.js';
import { runPlaywright } from '../../support/run/playwright.js';
import { runStep } from '../../support/run/step.js';

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '10' },
    seed: { type: 'string', default: '1' },
    engine: { type: 'string', multiple: true },
    round: { type: 'string', default: '0' },
  },
});

const directory = mkdtempSync(join(tmpdir(), 'personalize-soak-'));
process.on('SIGINT', () => console.log('\nStopped. Summary of the rounds so far:'));

const { found, missing } = await getBrowsers(
  engineNames.filter((each) => values.engine?.includes(each) ?? true),
);
const built = await runStep('build', ['rollup', '-c', '--silent']);

const run = () =>
  runPlaywright({
    config: new URL('soak.config.ts', import.meta.url),
    projects: found,
    environment: {
      PERSONALIZE_RUN_DIRECTORY: directory,
      PERSONALIZE_FAULTS: 'whole',
      PERSONALIZE_SEED: values.seed,
      PERSONALIZE_MINUTES: values.minutes,
      PERSONALIZE_ROUND: values.round,
    },
  });

/** @typedef {{ engine: string, round: number, failed?: string, breaches?: string[], measured?: Record<string, number> }} Line */

/** @returns {Line[]} */
const readLines = () => {
  try {
    return readFileSync(join(directory, 'soak.jsonl'), 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line));
  } catch {
    return []; // no round ended
  }
};

/** @param {Line[]} lines */
const summarise = (lines) => {
  for (const engine of found) {
    const of = lines.filter((each) => each.engine === engine);
    const sum = (/** @type {string} */ name) =>
      of.reduce((total, { measured }) => total + (measured?.[name] ?? 0), 0);
    const most = Math.max(0, ...of.map(({ measured }) => measured?.maxCopies ?? 0));
    const mean = (sum('accepted') / Math.max(1, sum('distinct'))).toFixed(3);
    console.log(
      `${engine}: ${of.filter(({ measured }) => measured).length} rounds, ${sum('occurrences')} occurrences, ` +
        `lost ${sum('lost')}, invented ${sum('invented')}, copies per id ${mean} (at most ${most}), ` +
        `${sum('requests')} PutEvents, ${of.filter(({ failed }) => failed).length} rounds without a result`,
    );
  }
};

console.log(`- seed ${values.seed}, ${values.minutes} minutes`);
if (built && found.length > 0) await run();
const lines = readLines();
console.log(`\nSoak, seed ${values.seed}:`);
summarise(lines);
endLeftovers(directory);
rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
const isGood = built && missing.length === 0 && lines.some(({ measured }) => measured);
process.exitCode = isGood && lines.every(({ breaches = [] }) => breaches.length === 0) ? 0 : 1;
