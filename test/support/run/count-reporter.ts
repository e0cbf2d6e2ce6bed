/** Writes the counts and times of a run to a file for test/run.js. A planned test that did not run has failed. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FullResult, Reporter, Suite, TestCase, TestError } from '@playwright/test/reporter';

export default class CountReporter implements Reporter {
  #suite: Suite | undefined;
  #errors = 0;

  onBegin(_config: unknown, suite: Suite): void {
    this.#suite = suite;
  }

  /** Errors outside of any test, such as a file that cannot be loaded. */
  onError(_error: TestError): void {
    this.#errors += 1;
  }

  onEnd(_result: FullResult): void {
    const directory = process.env.PERSONALIZE_RUN_DIRECTORY;
    if (directory === undefined) return;
    const counts = { passed: 0, failed: this.#errors, skipped: 0 };
    const tests = this.#suite?.allTests() ?? [];
    for (const test of tests) counts[statusOf(test)] += 1;
    const times = tests.map((test) => ({
      title: test.titlePath().filter(Boolean).join(' › '),
      ms: test.results.reduce((sum, { duration }) => sum + duration, 0),
    }));
    writeFileSync(join(directory, 'counts.json'), JSON.stringify({ ...counts, times }));
  }

  /** The list reporter prints the progress. */
  printsToStdio(): boolean {
    return false;
  }
}

const statusOf = (test: TestCase): 'passed' | 'failed' | 'skipped' => {
  if (test.results.length === 0) return 'failed';
  const outcome = test.outcome();
  if (outcome === 'skipped') return test.results.at(-1)?.status === 'skipped' ? 'skipped' : 'failed';
  // `flaky`: passed in a retry, which only CI makes. The list reporter names it.
  return outcome === 'expected' || outcome === 'flaky' ? 'passed' : 'failed';
};
