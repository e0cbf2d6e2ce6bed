/** The next batch with given claims, transport and rows. */

import type { Claims } from '../../src/chunks/drain/claims';
import { createNextBatch } from '../../src/chunks/drain/next-batch';
import type { ClaimResult } from '../../src/chunks/drain/row-search';
import type { Row } from '../../src/core/event';
import type { Unready } from '../../src/delivery/transport';
import type { QueuedRow, RowKey } from '../../src/outbox/rows';
import { HERE, idOf, idsOf } from './unit-rows';
import { createTimers } from './unit-timers';

type Found = ClaimResult | Error | Promise<ClaimResult>;

export function openNext(
  given: {
    takes?: Found[];
    peeks?: Found[];
    unpersisted?: QueuedRow[];
    answered?: QueuedRow[];
    prepare?: Promise<Unready | undefined>;
    scope?: { ended?: boolean };
  } = {},
) {
  const timers = createTimers();
  const calls: string[] = [];
  const skipped = new Set<string>();
  const gone = new Set<string>();
  const asked: { answered: string[]; after: RowKey | undefined }[] = [];
  const skips: ((row: Row) => boolean)[] = [];
  const nothing: ClaimResult = { taken: [] };
  const answer = async (found: Found = nothing) => {
    if (found instanceof Error) throw found;
    return found;
  };
  const next = createNextBatch({
    claims: {
      async take(_most, skip, answered = [], after) {
        asked.push({ answered: idsOf(answered), after });
        skips.push(skip);
        calls.push('take');
        return answer(given.takes?.shift());
      },
      async peek() {
        calls.push('peek');
        return answer(given.peeks?.shift());
      },
      async release(rows) {
        calls.push(`release ${idsOf(rows)}`);
        throw new Error('the store is gone');
      },
    } as Partial<Claims> as Claims,
    batchSender: {
      answered: () => given.answered ?? [],
      removed: (rows) => void calls.push(`removed ${idsOf(rows)}`),
      tidy: async () => void calls.push('tidy'),
      isHandled: (row) => skipped.has(idOf(row)),
      settle: (rows) => void calls.push(`gone ${idsOf(rows)}`),
    },
    outbox: { destination: HERE.destination, unpersisted: () => given.unpersisted ?? [] },
    transport: { prepare: () => given.prepare ?? Promise.resolve(undefined) },
    prepareRow: (row) => (gone.has(idOf(row)) ? undefined : row),
    page: { now: timers.now, scope: given.scope ?? {} },
  });
  return { ...timers, next, calls, skipped, gone, asked, skips };
}
