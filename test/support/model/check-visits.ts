/** Checks that no random visit breaches a rule of the oracle. Shrinks a visit that breaches one. */

import fc from 'fast-check';
import type { Visit } from './choices';
import { visits } from './generate-visit';
import { breaches } from './oracle';
import { type Played, toReport } from './report-visit';
import { type Outcome, visitSite } from './visits';

/** Time for shrinking after the first failure. After that, the simplest visit found so far is reported. */
export const SHRINK_MS = 30_000;
/**
 * A bug that needs an exact moment may need other delays in a shorter visit, so each visit is tried with this many
 * seeds.
 */
const NOISES = 4;
/** The generators alone decide how often each value occurs: fast-check adds no extreme ones. */
const UNBIASED = { unbiased: true };

export async function checkVisits(
  { seed, runs }: { seed: number; runs: number },
  onVisit: (outcome: Outcome) => void,
): Promise<void> {
  let first: Visit | undefined;
  let shrinkUntil = Infinity;

  const property = fc.asyncProperty(visits, async (visit) => {
    // fast-check has no limit for the time of shrinking. It ends as soon as no simpler visit fails.
    if (Date.now() > shrinkUntil) return;
    const { outcome, found } = await play(visit, first ? NOISES : 1);
    if (!first) onVisit(outcome);
    if (found.length === 0) return;
    if (!first) shrinkUntil = Date.now() + SHRINK_MS;
    first ??= visit;
    throw new Error(found[0]);
  });

  await fc.assert(property, {
    ...UNBIASED,
    seed,
    numRuns: runs,
    asyncReporter: async ({ failed, errorInstance, counterexample, counterexamplePath }) => {
      if (!failed) return;
      // No breach was found: the oracle or the code around the visit has thrown.
      if (!counterexample || !first) throw errorInstance;
      const [visit] = counterexample;
      const played = await play(visit, NOISES);
      const steps = { before: first.steps.length, after: visit.steps.length };
      throw new Error(toReport(played, { seed, path: `${counterexamplePath}`, steps }));
    },
  });
}

/** Plays the visit at the path from a report. */
export async function replayVisit(seed: number, path: string): Promise<Played> {
  const [visit] = fc.sample(visits, { ...UNBIASED, seed, path, numRuns: 1 });
  if (!visit) throw new Error(`there is no visit at the path ${path}`);
  return play(visit, NOISES);
}

/**
 * Plays the visit with several seeds of the noise until a rule is breached; otherwise returns the outcome of the first.
 */
async function play(visit: Visit, noises: number): Promise<Played> {
  const outcome = await visitSite(visit);
  const found = breaches(outcome);
  if (noises === 1 || found.length) return { outcome, found };
  const other = await play({ ...visit, noise: visit.noise + 1 }, noises - 1);
  return other.found.length ? other : { outcome, found };
}
