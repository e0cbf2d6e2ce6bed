/**
 * A process that keeps Vitest loaded and runs one test file after the other, as `runner.js` requests: starting Vitest
 * takes longer than most test files. Its working directory is the copy of the project.
 */
import { join } from 'node:path';
import { createVitest } from 'vitest/node';

const vitest = await createVitest('test', {
  config: 'test/vitest.config.ts',
  watch: false,
  maxWorkers: 1,
  // Threads end with this process, even one in an endless loop.
  pool: 'threads',
  bail: 1,
  // A reporter that prints nothing; without any, the default reporter would run.
  reporters: [{}],
});
await vitest.globTestSpecifications();

/** The file that was changed in the previous run. @type {string | undefined} */
let previous;

process.on('message', async (/** @type {import('./runner.js').Task} */ { test, changed, testTimeout }) => {
  for (const project of vitest.projects) project.config.testTimeout = testTimeout;
  // The previous file has been restored.
  for (const file of [previous, changed]) if (file) vitest.invalidateFile(join(process.cwd(), file));
  previous = changed;
  // Earlier failures would count towards `bail` again.
  vitest.state.filesMap.clear();
  vitest.state.idMap.clear();
  const specifications = vitest.getModuleSpecifications(join(process.cwd(), test));
  const { testModules, unhandledErrors } = await vitest.runTestSpecifications(specifications);
  const failed = testModules.flatMap((module) => {
    const titles = [...module.children.allTests('failed')].map(({ fullName }) => fullName);
    return titles.length || module.ok() ? titles : ['the file does not load'];
  });
  if (unhandledErrors.length) failed.push(`unhandled: ${message(unhandledErrors[0])}`);
  process.send?.({ failed });
});
process.send?.({ failed: [] });

/** @param {unknown} error */
const message = (error) => `${/** @type {{ message?: string }} */ (error).message ?? error}`.slice(0, 100);
