/**
 * `npm test`: gets the browsers, builds, checks types and style, then runs the tests in Node and in every browser.
 *
 * A failed check makes the run red and does not stop it, so that one run tells everything. The last line is
 * `N passed, N failed, N skipped`, where each failed step counts as one failed.
 *
 *   npm test                                  all of it
 *   npm test -- --unit                        without browsers
 *   npm test -- --e2e --project=firefox       arguments go on to Playwright
 *   PERSONALIZE_BROWSERS=chromium npm test    leaves the others out, on purpose
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { getBrowsers } from './support/run/get-browsers.js';
import { endLeftovers } from './support/run/leftovers.js';
import { runStep } from './support/run/step.js';
import { runTests } from './support/run/tests.js';
import { toPlan } from './support/run/wanted.js';

const directory = mkdtempSync(join(tmpdir(), 'personalize-test-'));
process.env.PERSONALIZE_RUN_DIRECTORY = directory;
// What runs below us gets the signal too, and ends in order; we stay to tidy up.
for (const signal of ['SIGINT', 'SIGTERM'])
  process.on(signal, () => console.log(`\nInterrupted by ${signal}.`));

const main = async () => {
  const plan = toPlan(process.argv.slice(2), process.env);
  const failed = [];

  const browsers = plan.engines.length > 0 ? await getBrowsers(plan.engines) : { found: [], missing: [] };
  for (const engine of plan.leftOut) console.log(`- ${engine} is left out by PERSONALIZE_BROWSERS`);
  failed.push(...browsers.missing.map((engine) => `${engine} is missing`));

  const built = await runStep('build', 'rollup', ['-c', '--silent']);
  const checks = {
    build: built,
    types: await runStep('types', 'tsc', ['--noEmit']),
    style: await runStep('style', 'biome', ['check', '--max-diagnostics=50', '.']),
  };
  for (const [name, passed] of Object.entries(checks)) if (!passed) failed.push(name);

  // Without a build, what is in dist is old or absent, and says nothing about the source.
  const engines = built ? browsers.found : [];
  if (!built && plan.engines.length > 0) console.log('- no browser tests, since the build failed');
  const projects = [...(plan.unit ? ['unit'] : []), ...engines];
  const result = await runTests(projects, plan.playwrightArgs, directory);

  if (failed.length > 0) console.log(`\nFailed besides the tests: ${failed.join(', ')}`);
  return { ...result, failed: result.failed + failed.length };
};

const total = await main().catch((error) => {
  console.log(error instanceof Error ? error.message : error);
  return { passed: 0, failed: 1, skipped: 0 };
});
endLeftovers(directory);
rmSync(directory, { recursive: true, force: true, maxRetries: 5 });
console.log(`\n${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = total.failed > 0 ? 1 : 0;
