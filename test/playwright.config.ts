/** Each end-to-end test in three engines. `npm test` is the way to run them: see run.js. */
import { defineConfig } from '@playwright/test';
import { engineNames } from './support/engines/installed.js';
import type { Worker, World } from './support/test';

/** The first of those that run. */
const onceIn = process.env.PERSONALIZE_ONCE_IN ?? engineNames[0];

export default defineConfig<World, Worker>({
  testDir: '.',
  outputDir: '../test-results',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  // A flake is a defect, of the tag or of its test, and where people work it is red at once. CI asks again, on a machine
  // whose other work it cannot know, and names every test that needed it.
  retries: process.env.CI ? 2 : 0,
  // Twice as many as the machines of CI have cores: half of a test is waiting, for a second of dwell time or for a retry.
  workers: 4,
  timeout: 60_000,
  globalTimeout: 45 * 60_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['./support/run/count-reporter.ts']],
  projects: engineNames.map((engine) => ({
    name: engine,
    testMatch: ['e2e/**/*.test.ts', 'faults/**/*.test.ts'],
    // Of the matrix of faults what is quick; test/faults/run.js runs all of it. `@once`: what no engine has a say in.
    grepInvert: engine === onceIn ? /@whole/ : /@whole|@once/,
    use: { engine },
  })),
});
