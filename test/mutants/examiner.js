/** Finds out whether the unit tests detect a mutant, in a copy of the project: the real source is never changed. */
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { copyProject } from './copy.js';
import { createRelated } from './related.js';
import { createRunner } from './runner.js';

/** A slower test file is run last. */
const SLOW_MS = 2000;
/** The timeout of a test that waits forever because of a mutant, unless it is a slow one. */
const TEST_MS = 3000;
/** The time to import everything a test file needs. */
const LOAD_MS = 5000;
/** The limits for a run of the tests without a mutant. */
const UNBOUND = { testTimeout: 20_000, mostMs: 120_000 };

// The delivery model runs many random visits; the first ones are enough to detect a mutant that breaks all of them.
process.env.MODEL_RUNS ??= '60';

/** @param {{ fast?: boolean }} [options] `fast` skips slow tests. */
export function createExaminer({ fast } = {}) {
  const copy = copyProject();
  const runner = createRunner(copy);
  const related = createRelated(copy);
  /** The duration of each test file without a mutant. @type {Map<string, number>} */
  const taken = new Map();

  const end = () => {
    runner.stop();
    rmSync(copy, { recursive: true, force: true });
  };
  // Clean up also when a signal ends the process.
  process.once('exit', end);
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(1));

  const time = (/** @type {string} */ test) => taken.get(test) ?? 0;
  const isSlow = (/** @type {string} */ test) => time(test) > SLOW_MS;

  /** The first test that detects a change of `file`: the nearest tests run first, the slow ones last. */
  async function firstThatDetects(/** @type {string} */ file) {
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
     * Runs the tests of these files without a mutant: a test that fails anyway cannot detect one.
     *
     * @param {readonly string[]} files
     */
    async passWithoutMutants(files) {
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
     * Applies the mutation, returns the first test that detects it, and restores the file.
     *
     * @param {string} file
     * @param {(source: string) => string} mutate
     */
    async examine(file, mutate) {
      const path = join(copy, file);
      const source = readFileSync(path, 'utf8');
      writeFileSync(path, mutate(source));
      const by = await firstThatDetects(file);
      writeFileSync(path, source);
      return by;
    },

    end,
  };
}
