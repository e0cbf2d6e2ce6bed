/** What goes next, over claims, a transport and rows that are given one after the other. */

import type { Claims, Taken } from '../../src/chunks/drain/claims';
import { createNext } from '../../src/chunks/drain/next';
import type { Row } from '../../src/core/event';
import type { Unready } from '../../src/delivery/transport';
import type { RowKey, Waiting } from '../../src/outbox/rows';
import { HERE, idOf, idsOf } from './unit-rows';
import { createTimers } from './unit-timers';

type Found = Taken | Error | Promise<Taken>;

export function openNext(
  given: {
    takes?: Found[];
    peeks?: Found[];
    afloat?: Waiting[];
    answered?: Waiting[];
    prepare?: Promise<Unready | undefined>;
    scope?: { ended?: boolean };
  } = {},
) {
  const timers = createTimers();
  const told: string[] = [];
  const skipped = new Set<string>();
  const gone = new Set<string>();
  const asked: { answered: string[]; after: RowKey | undefined }[] = [];
  const skips: ((row: Row) => boolean)[] = [];
  const nothing: Taken = { taken: [] };
  const answer = async (found: Found = nothing) => {
    if (found instanceof Error) throw found;
    return found;
  };
  const next = createNext({
    claims: {
      async take(_most, skip, answered = [], after) {
        asked.push({ answered: idsOf(answered), after });
        skips.push(skip);
        told.push('take');
        return answer(given.takes?.shift());
      },
      async peek() {
        told.push('peek');
        return answer(given.peeks?.shift());
      },
      async release(rows) {
        told.push(`release ${idsOf(rows)}`);
        throw new Error('the store is gone');
      },
    } as Partial<Claims> as Claims,
    deliverer: {
      answered: () => given.answered ?? [],
      removed: (rows) => void told.push(`removed ${idsOf(rows)}`),
      tidy: async () => void told.push('tidy'),
    },
    outbox: { place: HERE.place, afloat: () => given.afloat ?? [] },
    skip: (row) => skipped.has(idOf(row)),
    transport: { prepare: () => given.prepare ?? Promise.resolve(undefined) },
    toSend: (row) => (gone.has(idOf(row)) ? undefined : row),
    onGone: ({ row }) => void told.push(`gone ${idOf(row)}`),
    now: timers.now,
    scope: given.scope ?? {},
  });
  return { ...timers, next, told, skipped, gone, asked, skips };
}
