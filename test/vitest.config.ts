/** Unit tests, in Node. `npm run test:unit` watches them; `npm test` runs them first. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  define: { VERSION: '"0.0.0-test"', TIMEOUT_SCALE: '1' },
  test: {
    include: ['test/unit/**/*.test.ts'],
    // A process for each of more than a hundred files takes a quarter longer.
    pool: 'threads',
    testTimeout: 20_000,
    silent: 'passed-only',
    // A process for each file takes a fifth more of the processor.
    pool: 'threads',
    isolate: false,
    setupFiles: ['test/support/unit-setup.ts'],
    coverage: { include: ['src/**'], reportsDirectory: 'test-results/coverage' },
  },
});
