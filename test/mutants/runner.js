/** Runs test files in a copy of the project, each with a time limit: a run that does not end is killed. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const worker = fileURLToPath(new URL('worker.js', import.meta.url));

/** A busy machine needs a long time to load Vitest. */
const START_MS = 120_000;

/**
 * @typedef {object} Task
 * @property {string} test
 * @property {string} [changed] The source file changed since the last run.
 * @property {number} testTimeout
 * @property {number} mostMs For the whole file: an endless loop can be ended only from outside.
 */

/** @param {string} copy The folder of the copy. */
export function createRunner(copy) {
  /** @type {import('node:child_process').ChildProcess | undefined} */
  let child;

  /**
   * @param {number} ms
   * @param {Task} [task]
   * @returns {Promise<string[]>}
   */
  function answer(ms, task) {
    const asked = child;
    if (!asked) throw new Error('no process to ask');
    return new Promise((resolve) => {
      /** @param {string[]} failed */
      const end = (failed) => {
        clearTimeout(timer);
        asked.removeAllListeners();
        resolve(failed);
      };
      /** @param {string} why */
      const give = (why) => {
        asked.kill('SIGKILL');
        child = undefined;
        end([why]);
      };
      const timer = setTimeout(() => give(`no end within ${ms / 1000} s`), ms);
      asked.once('message', (/** @type {any} */ { failed }) => end(failed));
      asked.once('exit', (code) => give(`the tests ended with ${code}`));
      if (task) asked.send(task);
    });
  }

  return {
    /**
     * The titles of the failing tests of this file, normally at most one.
     *
     * @param {Task} task
     */
    async run(task) {
      if (!child) {
        child = fork(worker, {
          cwd: copy,
          stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
          env: { ...process.env, NODE_NO_WARNINGS: '1' },
        });
        const failed = await answer(START_MS);
        if (failed.length) throw new Error(`Vitest does not start: ${failed}`);
      }
      return answer(task.mostMs, task);
    },
    stop() {
      child?.removeAllListeners();
      child?.kill('SIGKILL');
    },
  };
}
