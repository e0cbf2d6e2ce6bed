/**
 * Collects the figures of the scenarios and prints the matrix at the end, also for an interrupted run. A run may have
 * two parts: the first passes its outcomes to the second through a file.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FullResult, Reporter, Suite, TestCase } from '@playwright/test/reporter';
import { type Outcome, toMatrix, toShares } from './matrix';
import type { Measured } from './oracle';

export default class MatrixReporter implements Reporter {
  #suite: Suite | undefined;

  onBegin(_config: unknown, suite: Suite): void {
    this.#suite = suite;
  }

  /** A run that found no scenario, such as `--only F99`, fails. */
  async onEnd({ status }: FullResult): Promise<{ status: FullResult['status'] } | undefined> {
    const outcomes = [...readEarlier(), ...(this.#suite?.allTests() ?? []).flatMap(toOutcome)];
    if (process.env.PERSONALIZE_PART === 'first' && status !== 'interrupted') {
      writeFileSync(earlier, JSON.stringify(outcomes));
      return undefined;
    }
    const text = `${toMatrix(outcomes)}\n\n${toShares(outcomes)}\n`;
    console.log(`\n${text}`);
    const file = process.env.PERSONALIZE_MATRIX;
    if (file) writeFileSync(file, text);
    return outcomes.length === 0 ? { status: 'failed' } : undefined;
  }

  /** The list reporter prints the progress. */
  printsToStdio(): boolean {
    return false;
  }
}

const earlier = join(process.env.PERSONALIZE_RUN_DIRECTORY ?? '.', 'outcomes.json');

const readEarlier = (): Outcome[] =>
  existsSync(earlier) ? (JSON.parse(readFileSync(earlier, 'utf8')) as Outcome[]) : [];

const toOutcome = (test: TestCase): Outcome[] => {
  const fault = Number(/^F(\d+)/.exec(test.title)?.[1]);
  const result = test.results.at(-1);
  if (!fault) return [];
  const said = (type: string): string | undefined =>
    result?.annotations.find((each) => each.type === type)?.description;
  const status =
    result === undefined || result.status === 'interrupted'
      ? 'not run'
      : result.status === 'skipped'
        ? 'not injected'
        : result.status === 'passed'
          ? 'passed'
          : 'failed';
  const why = said(status === 'not injected' ? 'skip' : 'breaches') || result?.errors[0]?.message;
  const measured = said('measured');
  return [
    {
      fault,
      engine: test.parent.project()?.name ?? '',
      title: test.title,
      status,
      ...(why ? { why: why.replaceAll(escapes, '') } : {}),
      ...(measured ? { measured: JSON.parse(measured) as Measured } : {}),
      notes: JSON.parse(said('notes') ?? '{}') as Outcome['notes'],
    },
  ];
};

/** Terminal color codes. */
const escapes = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');
