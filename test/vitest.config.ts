/** Unit tests, in Node. `npm run test:unit` watches them; `npm test` runs them first. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  root: fileURLToPath(new URL('..', import.meta.url)),
  test: {
    include: ['test/unit/**/*.test.ts'],
    // A process for each of more than a hundred files takes a quarter longer.
    pool: 'threads',
    testTimeout: 20_000,
    coverage: { include: ['src/**'], reportsDirectory: 'test-results/coverage' },
  },
});
