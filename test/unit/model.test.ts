/**
 * Random visits over the real delivery code: tabs that crash at any await, freeze, thaw and are left, a network and a
 * disk that fail, a clock that is wrong. `MODEL_SEED=7` tells the story of one, `MODEL_RUNS=100000` is a long run.
 */

import { expect, test } from 'vitest';
import { breaches } from '../support/model/oracle';
import { visitSite } from '../support/model/visits';

const only = process.env.MODEL_SEED;
const runs = Number(process.env.MODEL_RUNS ?? (only ? 1 : 300));
const from = Number(only ?? 1);

test(`${runs} visits from seed ${from} on: nothing is lost, invented, changed or needlessly repeated`, async () => {
  const failed: string[] = [];
  let [copies, events] = [0, 0];
  for (let seed = from; seed < from + runs; seed++) {
    const outcome = await visitSite(seed);
    const { wire } = outcome.site.service;
    copies += wire.length;
    events += new Set(wire.map(({ id }) => id)).size;
    const found = breaches(outcome);
    if (runs === 1) console.log(outcome.site.story.join('\n'));
    if (found.length) failed.push(`MODEL_SEED=${seed}: ${found.slice(0, 5).join('; ')}`);
    if (seed % 5000 === 0) console.log(`seed ${seed}, ${failed.length} failed`);
  }
  console.log(`${runs} visits, ${events} events, ${(copies / events).toFixed(2)} copies of each on the wire`);
  expect(failed.slice(0, 20)).toEqual([]);
});
