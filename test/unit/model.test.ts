/**
 * Random visits over the real delivery code: tabs that crash at any await, freeze, thaw and are left, a network and a
 * disk that fail, a clock that is wrong. The seed is fixed unless MODEL_SEED gives another one, so that `npm test`
 * can be repeated. MODEL_RUNS=100000 is a long run. MODEL_PATH replays the visit that a failure has reported.
 */

import { expect, test } from 'vitest';
import { checkVisits, replayVisit, SHRINK_MS } from '../support/model/check-visits';
import { breaches } from '../support/model/oracle';

const seed = Number(process.env.MODEL_SEED ?? 1);
const runs = Number(process.env.MODEL_RUNS ?? 300);
const path = process.env.MODEL_PATH;

/** A visit takes about 20 ms; a busy machine may take ten times as long. */
const timeout = runs * 200 + 2 * SHRINK_MS;

if (path)
  test(`the visit at ${path} of seed ${seed}`, async () => {
    const outcome = await replayVisit(seed, path);
    console.log(outcome.site.story.join('\n'));
    expect(breaches(outcome)).toEqual([]);
  });
else
  test(
    `${runs} visits of seed ${seed}: nothing is lost, invented, changed or needlessly repeated`,
    async () => {
      let [visits, copies, events] = [0, 0, 0];
      await checkVisits({ seed, runs }, ({ site }) => {
        const { wire } = site.service;
        copies += wire.length;
        events += new Set(wire.map(({ id }) => id)).size;
        if (++visits % 5000 === 0) console.log(`${visits} visits`);
      });
      console.log(
        `${visits} visits, ${events} events, ${(copies / events).toFixed(2)} copies of each on the wire`,
      );
    },
    timeout,
  );
