/** Generators of actions, with the frequency of each one. */

import fc, { type Arbitrary } from 'fast-check';
import type { Action, Departure, Lifetime, Step, TabChoice } from './choices';
import { rarely, record, weighted } from './generate-weighted';
import { NO_NETWORK_FAULTS } from './network';
import { NO_DISK_FAULTS } from './storage-port';

const ms = (min: number, max: number) => fc.integer({ min, max });

export const lifetime: Arbitrary<Lifetime> = weighted([6, fc.constant(undefined)], [4, ms(1, 200)]);

// Twelve is a multiple of each usual number of live tabs, so that all are equally likely.
const tab: Arbitrary<TabChoice> = record({ index: fc.nat(11), lifetime });

const departure: Arbitrary<Departure> = record({
  cached: weighted([7, fc.constant(false)], [3, fc.constant(true)]),
  goneMs: ms(0, 30),
  next: weighted([2, fc.constant(undefined)], [8, record({ openMs: ms(0, 60), lifetime })]),
});

const count = rarely(1, 2, 5, 14);
const fault = rarely(0, 0.1, 0.3);
const rough = record({
  answerLost: fault,
  unreached: fault,
  hang: fault,
  throttled: fault,
  server: fault,
  credentials: fault,
  disabled: rarely(0, 0.05),
});
const offline = fc.constant({ ...NO_NETWORK_FAULTS, unreached: 1 });
const hanging = fc.constant({ ...NO_NETWORK_FAULTS, hang: 1 });

const disk = rarely(
  NO_DISK_FAULTS,
  { refused: 0.2, aborted: 0.2, unanswered: 0.1 },
  { ...NO_DISK_FAULTS, refused: 1 },
  { ...NO_DISK_FAULTS, unanswered: 1 },
  { ...NO_DISK_FAULTS, aborted: 1 },
);

const kind = <Kind extends Action['kind']>(name: Kind) => fc.constant(name);

export const action: Arbitrary<Action> = weighted<Action>(
  [120, record({ kind: kind('track'), tab, count })],
  [
    40,
    record({
      kind: kind('trackAndLeave'),
      tab,
      count,
      follows: weighted([4, fc.constant(undefined)], [6, record({ ms: ms(0, 20), departure })]),
    }),
  ],
  [20, record({ kind: kind('open'), lifetime })],
  [40, record({ kind: kind('leave'), tab, departure })],
  [20, record({ kind: kind('hide'), tab })],
  [20, record({ kind: kind('show'), tab })],
  [10, record({ kind: kind('flush'), tab })],
  [20, record({ kind: kind('crash'), tab })],
  [20, record({ kind: kind('freeze'), tab })],
  [30, record({ kind: kind('thaw') })],
  [
    30,
    record({
      kind: kind('network'),
      faults: weighted([1, fc.constant(NO_NETWORK_FAULTS)], [1, rough], [1, offline], [1, hanging]),
    }),
  ],
  [20, record({ kind: kind('disk'), faults: disk })],
  [10, record({ kind: kind('hang'), ms: ms(100, 8000) })],
  [10, record({ kind: kind('visitor'), userId: rarely(undefined, 'anna') })],
  [3, record({ kind: kind('clock'), skewMs: fc.constantFrom(0, 600_000, -600_000) })],
);

const waitMs = weighted(
  [1, fc.constant(0)],
  [1, ms(0, 5)],
  [1, ms(0, 100)],
  [1, ms(0, 3000)],
  [1, rarely(5000, 40_000, 400_000)],
);

export const step: Arbitrary<Step> = record({ action, waitMs });
