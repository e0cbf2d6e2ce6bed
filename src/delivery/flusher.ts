/**
 * Claim, send, settle, until the outbox is empty or the service says wait.
 *
 * One drain at a time in this page and, by a lock that is never waited for, over all tabs. What the lock cannot
 * promise the claim does. Nothing is removed before it has been answered for.
 */

import type { Row } from '../event';
import type { Claims } from '../outbox/claims';
import type { Waiting } from '../outbox/rows';
import { BATCH, toBatches } from './batch';
import type { Delivery, Drained, SendResult, Transport, Unready } from './transport';

const DISABLED_MS = 300_000;

export function createFlusher(deps: {
  claims: Claims;
  transport: Transport;
  withLock: <T>(name: string, fn: () => Promise<T>) => Promise<T | undefined>;
  /** Nothing is left to claim: true if something has been added since. */
  onEmpty: () => Promise<boolean>;
  onSent: (row: Row) => void;
  onRefused: (row: Row, why: string) => void;
}): Delivery {
  const { claims, transport } = deps;
  /** Added by this page and not yet taken: what is sent while leaving, when no time is left to ask the store. */
  const fresh = new Map<string, Waiting>();
  const inFlight = new Set<string>();
  let ready = false;
  let running: Promise<Drained> | undefined;

  async function deliver(batch: readonly Waiting[], knownBad = false): Promise<SendResult> {
    const rows = batch.map(({ row }) => row);
    for (const { body } of rows) {
      inFlight.add(body.eventId);
      fresh.delete(body.eventId);
    }
    try {
      const result: SendResult =
        knownBad && rows.length > 1 ? { kind: 'refused', why: '' } : await transport.send(rows);
      if (result.kind === 'delivered') {
        await claims.remove(batch);
        rows.forEach(deps.onSent);
      } else if (result.kind !== 'refused') await claims.release(batch);
      else if (rows.length > 1) return await bisect(batch);
      else {
        await claims.remove(batch);
        for (const row of rows) deps.onRefused(row, result.why);
      }
      return result;
    } finally {
      // Not before it is settled: in between, a drain could take it again.
      for (const { body } of rows) inFlight.delete(body.eventId);
    }
  }

  /** One bad event fails its whole call: halves are sent until it stands alone. Its neighbours go out. */
  async function bisect(batch: readonly Waiting[]): Promise<SendResult> {
    const half = batch.length >> 1;
    const first = await deliver(batch.slice(0, half));
    const rest = batch.slice(half);
    if (first.kind === 'retry' || first.kind === 'disabled') {
      await claims.release(rest);
      return first;
    }
    // Where the first half was good the bad one is in the rest: no request is needed to find that out.
    const second = await deliver(rest, first.kind === 'delivered');
    return second.kind === 'delivered' ? first : second;
  }

  async function run(): Promise<Drained> {
    const before = [...fresh.keys()];
    const drained = await deps.withLock('personalize-drain', async (): Promise<Drained | Unready> => {
      // Before a row is claimed: a page that is left while it waits for credentials holds nothing back from the next.
      const unready = await transport.prepare();
      ready = !unready;
      if (unready) return unready;
      for (;;) {
        const { taken, heldUntil } = await claims.take(BATCH, inFlight);
        if (!taken.length) {
          // Held by another page, or on its way since this one was about to be left: someone has to look again.
          if (heldUntil || inFlight.size) return { kind: 'busy', until: heldUntil ?? 0 };
          if (await deps.onEmpty()) continue;
          return { kind: 'empty' };
        }
        // `leave` may have sent some of them while the store was asked.
        const batch = taken.filter(({ row }) => !inFlight.has(row.body.eventId));
        if (!batch.length) continue;
        const result = await deliver(batch);
        if (result.kind === 'retry' || result.kind === 'disabled') return result;
      }
    });
    // Another tab may have sent what this one added: it is no longer fresh when nothing waits.
    if (drained?.kind === 'empty') for (const id of before) fresh.delete(id);
    if (drained?.kind !== 'disabled') return drained ?? { kind: 'busy' };
    // Nothing but a person can help: kept, said, and tried again once in a while.
    return { kind: 'retry', why: 'disabled', message: drained.why, afterMs: DISABLED_MS };
  }

  return {
    drain() {
      running ??= run().finally(() => {
        running = undefined;
      });
      return running;
    },
    added(rows) {
      for (const waiting of rows) fresh.set(waiting.row.body.eventId, waiting);
    },
    lost(rows) {
      for (const { row } of rows) fresh.delete(row.body.eventId);
    },
    get ready() {
      return ready;
    },
    claim: claims.mine,
    leave() {
      const rows = [...fresh.values()];
      for (const batch of toBatches(rows)) deliver(batch).catch(() => {});
      return rows;
    },
  };
}
