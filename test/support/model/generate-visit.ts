/** The generator of random visits. Earlier members are shrunk first. */

import fc, { type Arbitrary } from 'fast-check';
import type { SiteSettings, Visit } from './choices';
import { lifetime, step } from './generate-action';
import { list } from './generate-list';
import { rarely, record, weighted } from './generate-weighted';

const site: Arbitrary<SiteSettings> = record({
  badShare: rarely(0, 0.1, 0.3),
  skewMs: rarely(0, -120_000, 3_600_000, -3_600_000),
  hasLocks: weighted([7, fc.constant(true)], [3, fc.constant(false)]),
  maxEvents: rarely(5000, 4),
  noChunk: rarely(0, 0.3),
});

export const visits: Arbitrary<Visit> = record({
  steps: list(step, { min: 6, max: 24 }),
  site,
  lifetime,
  pauseMs: fc.constantFrom(0, 50, 5000),
  staysOpen: fc.boolean(),
  // A smaller seed is not a simpler visit.
  noise: fc.noShrink(fc.nat(0xffffffff)),
});
