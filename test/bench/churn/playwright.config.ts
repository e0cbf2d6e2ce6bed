/** `npm run bench:churn`: runs the engines one after the other, since the benchmark measures time. */
import { defineConfig } from '@playwright/test';
import { engineNames } from '../../support/engines/installed.js';
import type { Worker, World } from '../../support/test';

export default defineConfig<World, Worker>({
  testDir: '.',
  outputDir: '../../../test-results/churn',
  workers: 1,
  retries: 0,
  timeout: 300_000,
  reporter: [['list']],
  projects: engineNames.map((engine) => ({ name: engine, use: { engine } })),
});
