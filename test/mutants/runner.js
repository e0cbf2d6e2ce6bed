/** Runs test files in a copy of the project, each within a bound: what never ends is ended. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const worker = fileURLToPath(new URL('worker.js', import.meta.url));

/** A machine that is busy takes its time to load Vitest. */
const START_MS = 120_000;

/**
 * @typedef {object} Task
 * @property {string} test
 * @property {string} [changed] The source file that is another since the last run.
 * @property {number} testTimeout
 * @property {number} mostMs For all of the file: a loop without an end is ended only from outside.
 */

/** @param {string} copy Its folder. */
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
     * The titles of the tests of this file that fail, at most one as a rule.
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
