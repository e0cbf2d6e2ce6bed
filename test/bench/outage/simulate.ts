/**
 * Simulates ten normal minutes, an outage of ten minutes, and twenty minutes after it, with a constant number of
 * visitors.
 */

import { createAws, type Operation, QUOTAS } from './aws';
import { createSimulatedClock } from './clock';
import { createVisitor, type SimulatedVisitor, VISIT_MS } from './visitor';

const MINUTE = 60_000;
const outage = { from: 10 * MINUTE, to: 20 * MINUTE };
const END = 40 * MINUTE;

export interface Figures {
  visitors: number;
  events: number;
  /** Events stored before the end of the outage and still pending at its end. */
  pendingAtEnd: number;
  /** The part of these whose visitors had left: their next visit sends them. */
  pendingOfLeft: number;
  /** Milliseconds after the outage until this share of the other events was sent: half, 95 %, all. */
  half: number;
  most: number;
  all: number;
  throttled: number;
  rates: Record<Operation, Record<'before' | 'during' | 'after', { peak: number; mean: number }>>;
}

export async function simulate(
  visitors: number,
  random: () => number,
  { delayMs, newShare }: { delayMs: number; newShare: number },
): Promise<Figures> {
  const clock = createSimulatedClock();
  const aws = createAws(clock, outage);
  const { now } = clock;
  // The chunk is loaded, and the page is idle.
  globalThis.requestIdleCallback = ((fn: () => void) => clock.later(fn, 5)) as never;

  let events = 0;
  const arrivals: number[] = [];
  const present = new Set<SimulatedVisitor>();
  const leftWithPending = new Set<SimulatedVisitor>();
  const simulation = {
    clock,
    aws,
    random,
    delayMs,
    newShare,
    onStored: () => void events++,
    onSent(row: { capturedAt: number }) {
      if (row.capturedAt < outage.to && now() >= outage.to) arrivals.push(now() - outage.to);
    },
  };
  function arrive(): void {
    const visitor = createVisitor(simulation, (ended) => {
      present.delete(ended);
      // The last requests of the visitor are still in flight.
      clock.later(() => ended.waiting() && leftWithPending.add(ended), 15_000);
      arrive();
    });
    present.add(visitor);
    visitor.arrive();
  }
  for (let nth = 0; nth < visitors; nth++) clock.later(arrive, (random() * VISIT_MS) / 2);

  await clock.until(outage.to);
  const sum = (all: Iterable<SimulatedVisitor>) =>
    [...all].reduce((total, each) => total + each.waiting(), 0);
  const pendingOfLeft = sum(leftWithPending);
  const pendingAtEnd = sum(present) + pendingOfLeft;
  await clock.until(END);

  const share = (part: number) => arrivals[Math.max(0, Math.ceil(arrivals.length * part) - 1)] ?? 0;
  const operations = Object.keys(QUOTAS) as Operation[];
  return {
    visitors,
    events,
    pendingAtEnd,
    pendingOfLeft,
    half: share(0.5),
    most: share(0.95),
    all: share(1),
    throttled: aws.overQuota(),
    rates: Object.fromEntries(
      operations.map((operation) => [
        operation,
        {
          before: aws.rate(operation, 5 * MINUTE, outage.from),
          during: aws.rate(operation, outage.from, outage.to),
          after: aws.rate(operation, outage.to, outage.to + 10 * MINUTE),
        },
      ]),
    ) as Figures['rates'],
  };
}
