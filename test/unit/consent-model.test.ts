/**
 * Consent in random order against a model: nothing is stored or sent without consent, and nothing that has it is lost.
 * A failure prints its seed and the shortest order that fails.
 */

import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Command, finish, openVisit } from '../support/consent-visit';
import { browser, useBrowser } from '../support/unit-browser';

useBrowser();

const RUNS = Number(process.env.CONSENT_RUNS ?? 300);
const SEED = Number(process.env.CONSENT_SEED ?? Math.floor(Math.random() * 2 ** 31));

// Most commands are for one tab, so that they meet.
const tab = fc.constantFrom(0, 0, 0, 1, 1, 2);
const state = fc.constantFrom('granted', 'pending', 'denied');
const of = <const D extends string>(name: D) => fc.record({ do: fc.constant(name), tab });
const command: fc.Arbitrary<Command> = fc.oneof(
  { weight: 6, arbitrary: of('track') },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('consent'), tab, state }) },
  {
    weight: 4,
    arbitrary: fc.record({ do: fc.constant('open'), tab, consent: fc.option(state, { nil: undefined }) }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('pass'), ms: fc.constantFrom(50, 50, 1050, 3000, 60_000) }),
  },
  { weight: 2, arbitrary: fc.constant({ do: 'settle' }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('freeze'), tab, how: fc.constantFrom('resume', 'pageshow') }),
  },
  { weight: 3, arbitrary: of('thaw') },
  { weight: 1, arbitrary: of('flush') },
  { weight: 1, arbitrary: of('identify') },
  { weight: 1, arbitrary: of('reset') },
  { weight: 1, arbitrary: of('hide') },
  { weight: 1, arbitrary: of('show') },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('aws'), up: fc.boolean() }) },
);

async function visit(first: (typeof opened)[number], commands: readonly Command[]): Promise<string[]> {
  const run = openVisit();
  await run.perform({ do: 'open', tab: 0, consent: first });
  for (const each of commands) await run.perform(each);
  const faults = await finish(run);
  for (const end of browser.ends.splice(0)) end();
  return faults;
}

const opened = [undefined, 'granted', 'pending', 'denied'] as const;

test('any order of consent, commands, visibility, navigation and freezing, in three tabs', async () => {
  console.log(`CONSENT_SEED=${SEED}`);
  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...opened),
      fc.array(command, { maxLength: 24, size: 'max' }),
      async (first, commands) => {
        expect(await visit(first, commands)).toEqual([]);
      },
    ),
    { numRuns: RUNS, seed: SEED, interruptAfterTimeLimit: 35_000 },
  );
}, 120_000);
