/** Formats the output of a failed model test: the breached rules, how to repeat the visit, and its log. */

import type { Outcome } from './visits';

const MOST_BREACHES = 5;
/** A bug that sends in an endless loop has an endless log. */
const MOST_LINES = 80;

export interface Played {
  outcome: Outcome;
  /** Breaches. */
  found: string[];
}

export function toReport(
  { outcome, found }: Played,
  { seed, path, steps }: { seed: number; path: string; steps: { before: number; after: number } },
): string {
  return [
    ...capped(found, MOST_BREACHES),
    '',
    `Shrunk from ${steps.before} steps to ${steps.after}. To repeat it:`,
    `MODEL_SEED=${seed} MODEL_PATH=${path} npm run test:unit -- model.test`,
    '',
    ...capped(outcome.site.logLines, MOST_LINES),
  ].join('\n');
}

const capped = (lines: readonly string[], most: number): string[] =>
  lines.length > most ? [...lines.slice(0, most), `… and ${lines.length - most} more`] : [...lines];
