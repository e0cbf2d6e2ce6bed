/** Unit tests, in Node. `npm run test:unit` watches them; `npm test` runs them first. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  define: { VERSION: '"0.0.0-test"', TIMEOUT_SCALE: '1' },
  test: {
    include: ['test/unit/**/*.test.ts'],
    testTimeout: 20_000,
    silent: 'passed-only',
    // Files share threads: to start a process or a thread for each of a hundred takes as long as the tests do.
    pool: 'threads',
    isolate: false,
    setupFiles: ['test/support/unit-setup.ts'],
    coverage: { include: ['src/**'], reportsDirectory: 'test-results/coverage' },
  },
});
