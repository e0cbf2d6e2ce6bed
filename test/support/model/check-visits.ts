/** Runs the property "no visit breaches the rules of the oracle", and reports the counterexample that it shrinks to. */

import fc from 'fast-check';
import type { Visit } from './choices';
import { visits } from './generate-visit';
import { breaches } from './oracle';
import { type Outcome, visitSite } from './visits';

/** From the first failure on. After that, the shortest visit so far is reported. */
export const SHRINK_MS = 30_000;

/** Unbiased: extreme values are no likelier here than the generators say. */
const UNBIASED = { unbiased: true };

export async function checkVisits(
  { seed, runs }: { seed: number; runs: number },
  onVisit: (outcome: Outcome) => void,
): Promise<void> {
  let shrinkUntil = Infinity;
  let first: Visit | undefined;
  const property = fc.asyncProperty(visits, async (visit) => {
    // fast-check has no limit for shrinking: from then on no simpler visit fails.
    if (Date.now() > shrinkUntil) return;
    const outcome = await visitSite(visit);
    if (!first) onVisit(outcome);
    const found = breaches(outcome);
    if (found.length === 0) return;
    first ??= visit;
    if (shrinkUntil === Infinity) shrinkUntil = Date.now() + SHRINK_MS;
    throw new Error(found.join('; '));
  });
  await fc.assert(property, {
    ...UNBIASED,
    seed,
    numRuns: runs,
    asyncReporter: async ({ counterexample, counterexamplePath, numShrinks }) => {
      if (!counterexample) return;
      const [visit] = counterexample;
      const lengths = `${first?.steps.length} steps, shrunk to ${visit.steps.length} (${numShrinks} times)`;
      const outcome = await visitSite(visit);
      throw new Error(toReport(outcome, { seed, path: counterexamplePath ?? '', lengths }));
    },
  });
}

/** The visit at a path that a report has named. */
export async function replayVisit(seed: number, path: string): Promise<Outcome> {
  const [visit] = fc.sample(visits, { ...UNBIASED, seed, path, numRuns: 1 });
  if (!visit) throw new Error(`there is no visit at the path ${path}`);
  return visitSite(visit);
}

function toReport(outcome: Outcome, at: { seed: number; path: string; lengths: string }): string {
  const { story } = outcome.site;
  return [
    ...breaches(outcome).slice(0, 5),
    '',
    at.lengths,
    `MODEL_SEED=${at.seed} MODEL_PATH=${at.path} npm run test:unit -- model.test`,
    '',
    ...story,
  ].join('\n');
}
