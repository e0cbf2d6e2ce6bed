/**
 * `npm test`: installs the browsers, builds, checks types, style and architecture, then runs the tests in Node and in
 * every browser.
 *
 * A failed check fails the run but does not stop it, so that one run reports everything. The last line is
 * `N passed, N failed, N skipped`, where each failed step counts as one failure.
 *
 *   npm test                                  everything
 *   npm test -- --unit                        checks and unit tests: no build, no browsers
 *   npm test -- --e2e --project=firefox       passes other arguments to Playwright
 *   PERSONALIZE_BROWSERS=chromium npm test    runs only this browser
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getBrowsers } from './support/run/get-browsers.js';
import { endLeftovers } from './support/run/leftovers.js';
import { runStep } from './support/run/step.js';
import { nothing, runBrowserTests, runUnitTests } from './support/run/tests.js';
import { toPlan } from './support/run/wanted.js';

const directory = mkdtempSync(join(tmpdir(), 'personalize-test-'));
process.env.PERSONALIZE_RUN_DIRECTORY = directory;
// Child processes receive the signal too and end by themselves. This process continues, to clean up.
let interrupted = false;
for (const signal of ['SIGINT', 'SIGTERM']) {
  process.on(signal, () => {
    interrupted = true;
    console.log(`\nInterrupted by ${signal}.`);
  });
}

const main = async () => {
  const plan = toPlan(process.argv.slice(2), process.env);
  const failed = [];

  const browsers = plan.engines.length > 0 ? await getBrowsers(plan.engines) : { found: [], missing: [] };
  for (const engine of plan.leftOut) console.log(`- ${engine} is excluded by PERSONALIZE_BROWSERS`);
  failed.push(...browsers.missing.map((engine) => `${engine} is missing`));

  // Each step needs one core: the build runs in parallel with the checks, which only read the source.
  const needsBuild = plan.engines.length > 0;
  const building = needsBuild ? build() : undefined;
  const checks = await check();
  const unit = plan.unit ? await runUnitTests(plan.unitArgs, directory) : nothing;
  const built = await building;
  for (const [name, passed] of Object.entries({ ...checks, ...built })) if (!passed) failed.push(name);

  // Without a build, dist is outdated or missing, so browser tests would not test this source.
  if (interrupted) failed.push('interrupted');
  const engines = built?.build && !interrupted ? browsers.found : [];
  if (needsBuild && !built?.build) console.log('- browser tests are not run, because the build failed');
  const e2e = engines.length > 0 ? await runBrowserTests(engines, plan.playwrightArgs, directory) : nothing;

  const [passed, skipped] = [unit.passed + e2e.passed, unit.skipped + e2e.skipped];
  if (passed + unit.failed + e2e.failed === 0) failed.push('no test ran');
  printSlowest([...unit.times, ...e2e.times]);
  if (failed.length > 0) console.log(`\nFailed besides the tests: ${failed.join(', ')}`);
  return { passed, failed: unit.failed + e2e.failed + failed.length, skipped };
};

const build = async () => {
  const built = await runStep('build', ['rollup', '-c', '--silent']);
  return { build: built, sizes: built && (await runStep('sizes', ['node', 'build/sizes.mjs'])) };
};

const check = async () => ({
  types: await runStep('types', ['tsc', '--noEmit']),
  style: await runStep('style', ['biome', 'check', '--max-diagnostics=50', '.']),
  architecture: await runStep('architecture', ['depcruise', 'src', 'demo', 'test']),
});

/** @param {{ title: string, ms: number }[]} times */
const printSlowest = (times) => {
  const slowest = [...times].sort((a, b) => b.ms - a.ms).slice(0, 10);
  console.log('\nThe ten slowest tests:');
  for (const { title, ms } of slowest) console.log(`  ${(ms / 1000).toFixed(1).padStart(6)} s  ${title}`);
};

const total = await main().catch((error) => {
  console.log(error instanceof Error ? error.message : error);
  return { passed: 0, failed: 1, skipped: 0 };
});
endLeftovers(directory);
rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 ? 1 : 0;
