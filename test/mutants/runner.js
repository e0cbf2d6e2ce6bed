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
    const current = child;
    if (!current) throw new Error('no worker process');
    return new Promise((resolve) => {
      /** @param {string[]} failed */
      const end = (failed) => {
        clearTimeout(timer);
        current.removeAllListeners();
        resolve(failed);
      };
      /** @param {string} why */
      const fail = (why) => {
        current.kill('SIGKILL');
        child = undefined;
        end([why]);
      };
      const timer = setTimeout(() => fail(`not finished within ${ms / 1000} s`), ms);
      current.once('message', (/** @type {any} */ { failed }) => end(failed));
      current.once('exit', (code) => fail(`the worker exited with ${code}`));
      if (task) current.send(task);
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
