/** Ten minutes of peace, ten of outage, and as long as it takes after them, with so many visitors present all the time. */

import { createAws, type Operation, QUOTAS } from './aws';
import { createSimulatedClock } from './clock';
import { createVisitor, type SimulatedVisitor, VISIT_MS } from './visitor';

const MINUTE = 60_000;
const outage = { from: 10 * MINUTE, to: 20 * MINUTE };
const END = 40 * MINUTE;

export interface Figures {
  visitors: number;
  events: number;
  /** Stored before the outage was over, and still waiting at its end. */
  waitingAtItsEnd: number;
  /** Of these, with visitors who had left by then: their next visit brings them. */
  withThoseWhoLeft: number;
  /** Until nothing of it waits with anybody who is still there, or came after: milliseconds after the outage. */
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
  // The chunk is there, and the page is idle.
  globalThis.requestIdleCallback = ((fn: () => void) => clock.later(fn, 5)) as never;

  let events = 0;
  const arrivals: number[] = [];
  const present = new Set<SimulatedVisitor>();
  const leftWaiting = new Set<SimulatedVisitor>();
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
  function come(): void {
    const visitor = createVisitor(simulation, (ended) => {
      present.delete(ended);
      // Its last requests are on their way.
      clock.later(() => ended.waiting() && leftWaiting.add(ended), 15_000);
      come();
    });
    present.add(visitor);
    visitor.come();
  }
  for (let nth = 0; nth < visitors; nth++) clock.later(come, (random() * VISIT_MS) / 2);

  await clock.until(outage.to);
  const sum = (all: Iterable<SimulatedVisitor>) =>
    [...all].reduce((total, each) => total + each.waiting(), 0);
  const withThoseWhoLeft = sum(leftWaiting);
  const waitingAtItsEnd = sum(present) + withThoseWhoLeft;
  await clock.until(END);

  const share = (part: number) => arrivals[Math.max(0, Math.ceil(arrivals.length * part) - 1)] ?? 0;
  const operations = Object.keys(QUOTAS) as Operation[];
  return {
    visitors,
    events,
    waitingAtItsEnd,
    withThoseWhoLeft,
    half: share(0.5),
    most: share(0.95),
    all: share(1),
    throttled: aws.turnedAway(),
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
