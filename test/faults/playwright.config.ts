/** The complete matrix, in each engine. Run it with `npm run test:faults`: see run.js. */
import { defineConfig } from '@playwright/test';
import { engineNames } from '../support/engines/installed.js';
import type { Worker, World } from '../support/test';

export default defineConfig<World, Worker>({
  testDir: '.',
  outputDir: '../../test-results/faults',
  fullyParallel: true,
  forbidOnly: Boolean(process.env.CI),
  retries: 0,
  // More than the cores, since scenarios mostly wait; fewer than in `npm test`, since some measure time.
  workers: 3,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  reporter: [['list'], ['./support/matrix-reporter.ts']],
  projects: engineNames.map((engine) => ({ name: engine, use: { engine } })),
});
