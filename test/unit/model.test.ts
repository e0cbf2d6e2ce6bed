/**
 * Runs random visits with the real delivery code. Tabs crash at any await, freeze, resume and are left; network and
 * disk fail; the clock is wrong. A visit that fails is shrunk to a short one.
 *
 *   MODEL_SEED=7 npm run test:unit -- model.test         other visits; the default seed is fixed
 *   MODEL_RUNS=100000 npm run test:unit -- model.test    a long run
 *   MODEL_SEED=7 MODEL_PATH=3 ...                        one visit with its log; a failure prints its path
 */

import { expect, test } from 'vitest';
import { checkVisits, replayVisit, SHRINK_MS } from '../support/model/check-visits';

const seed = Number(process.env.MODEL_SEED ?? 1);
const runs = Number(process.env.MODEL_RUNS ?? 300);
const path = process.env.MODEL_PATH;

/** A visit takes about 10 ms, and many times as long on a busy machine or if a bug sends in an endless loop. */
const timeout = runs * 200 + 4 * SHRINK_MS;

if (path)
  test(`the visit at ${path} of seed ${seed}`, async () => {
    const { outcome, found } = await replayVisit(seed, path);
    console.log(outcome.site.logLines.join('\n'));
    expect(found).toEqual([]);
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
      expect(visits).toBe(runs);
      console.log(
        `${visits} visits, ${events} events, ${(copies / events).toFixed(2)} copies sent per event`,
      );
    },
    timeout,
  );
