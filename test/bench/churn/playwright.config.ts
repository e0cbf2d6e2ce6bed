/** `npm run bench:churn`: in each engine, one after the other, since they measure time. */
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
