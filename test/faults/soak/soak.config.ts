/** One long-running test per engine: see main.js. */
import { defineConfig } from '@playwright/test';
import { engineNames } from '../../support/engines/installed.js';
import type { Worker, World } from '../../support/test';

export default defineConfig<World, Worker>({
  testDir: '.',
  testMatch: 'soak.ts',
  outputDir: '../../../test-results/soak',
  fullyParallel: true,
  workers: 3,
  timeout: 0,
  reporter: [['line']],
  projects: engineNames.map((engine) => ({ name: engine, use: { engine } })),
});
