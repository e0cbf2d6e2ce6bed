/**
 * A stored back-off in a format that the tag does not write is ignored, and the next failure starts a correct back-off.
 */

import { expect, test } from 'vitest';
import { createBackOff } from '../../src/chunks/drain/back-off';
import { createBackOffStore } from '../../src/chunks/drain/back-off-store';
import { createSchedule } from '../../src/chunks/drain/schedule';
import type { Drained } from '../../src/delivery/transport';
import { createTexts } from '../support/unit-storage';
import { createTimers, settled } from '../support/unit-timers';

const retry: Drained = { kind: 'retry', why: 'server', message: 'InternalFailure: 500' };
const until = 1_700_000_002_000;

for (const corrupt of [
  { failures: 2, until: 'soon' },
  { failures: 2, until: `${until}` },
  { failures: 2, until: null },
  { failures: 2 },
  { failures: '2', until },
  { failures: null, until },
  { failures: [2], until },
  { failures: {}, until },
  { failures: -1000, until },
  { failures: 0.5, until },
  { failures: 1e308, until },
  { until },
]) {
  test(`corrupt: ${JSON.stringify(corrupt)}`, async () => {
    const timers = createTimers();
    const storage = createTexts({ 'personalize.patience': JSON.stringify({ setup: corrupt }) });
    const attempts: number[] = [];
    const schedule = createSchedule({
      drain: async () => {
        attempts.push(timers.now() - 1_700_000_000_000);
        return retry;
      },
      backOff: createBackOff(createBackOffStore(storage, 'setup'), timers.now, () => 1),
      limits: { delayMs: 1000, batch: 10 },
      later: timers.later,
      onFlush() {},
      onRetry() {},
    });
    schedule.start();
    await settled();
    await timers.advance(10_000);
    expect(attempts).toEqual([0, 1000, 3000, 7000]);
    expect(storage.get('personalize.patience')).toEqual({
      setup: { failures: 4, until: 1_700_000_015_000, firm: false },
    });
  });
}
