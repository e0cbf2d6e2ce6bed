/** Finds out whether the unit tests notice a mistake, in a copy of the project: the real source is never touched. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyProject } from './copy.js';
import { createRelated } from './related.js';
import { createRunner } from './runner.js';

/** A file of tests that takes longer is asked at last. */
const SLOW_MS = 2000;
/** A test that waits for what never comes is ended after so long, where it is not one of the slow ones. */
const TEST_MS = 3000;
/** For all that a file of tests imports. */
const LOAD_MS = 5000;
/** As the tests are run without any mutant. */
const UNBOUND = { testTimeout: 20_000, mostMs: 120_000 };

// The model of delivery tells many stories; the first ones are enough to notice what is broken in all of them.
process.env.MODEL_RUNS ??= '60';

/** @param {{ fast?: boolean }} [options] `fast` leaves out the tests that take long. */
export function createExaminer({ fast } = {}) {
  const copy = copyProject();
  const runner = createRunner(copy);
  const related = createRelated(copy);
  /** How long each test file takes without any mutant. @type {Map<string, number>} */
  const taken = new Map();

  const end = () => {
    runner.stop();
    rmSync(copy, { recursive: true, force: true });
  };
  // Also when it is ended by a signal.
  process.once('exit', end);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

  const time = (/** @type {string} */ test) => taken.get(test) ?? 0;
  const isSlow = (/** @type {string} */ test) => time(test) > SLOW_MS;

  /** The first test that notices a change of `file`: the nearest are asked first, and those that take long at last. */
  async function firstToNotice(/** @type {string} */ file) {
    const order = [...related(file)].sort(
      ([one, near], [other, far]) =>
        Number(isSlow(one)) - Number(isSlow(other)) || near - far || time(one) - time(other),
    );
    for (const [test] of order) {
      if (fast && isSlow(test)) continue;
      const testTimeout = Math.max(TEST_MS, 5 * time(test));
      const [title] = await runner.run({
        test,
        changed: file,
        testTimeout,
        mostMs: 2 * testTimeout + LOAD_MS,
      });
      if (title) return `${test} › ${title}`;
    }
    return undefined;
  }

  return {
    /**
     * Runs the tests of these files as they are: from a test that fails anyway nothing can be learned.
     *
     * @param {readonly string[]} files
     */
    async isSound(files) {
      for (const test of new Set(files.flatMap((file) => [...related(file).keys()]))) {
        const since = performance.now();
        const failed = await runner.run({ test, ...UNBOUND });
        taken.set(test, performance.now() - since);
        for (const title of failed) console.log(`fails without any mutant: ${test} › ${title}`);
        if (failed.length) return false;
      }
      return true;
    },

    /**
     * Makes the mistake, tells the first test that notices it, and takes it back.
     *
     * @param {string} file
     * @param {(source: string) => string} mistake
     */
    async examine(file, mistake) {
      const path = join(copy, file);
      const source = readFileSync(path, 'utf8');
      writeFileSync(path, mistake(source));
      const by = await firstToNotice(file);
      writeFileSync(path, source);
      return by;
    },

    end,
  };
}
