/**
 * Claim, send, settle, until the outbox is empty or the service says wait.
 *
 * One drain at a time in this page and, by a lock that is never waited for, over all tabs. What the lock cannot
 * promise the claim does.
 */

import { type EpochMs, idOf, type Row } from '../../core/event';
import type { Drained, Transport } from '../../delivery/transport';
import type { QueuedRow } from '../../outbox/rows';
import { BATCH, toBatches } from './batch';
import { createBatchSender } from './batch-sender';
import { BROKEN_MS, toDrained } from './circuit-breaker';
import type { Claims } from './claims';
import { createNextBatch } from './next-batch';

/** Two requests in vain: whoever has the lock for longer is at a backlog, or asleep. */
const LOCKED_OUT_MS = 20_000 * TIMEOUT_SCALE;

export interface Drainer {
  /** Sends until the outbox is empty or the service says wait. One at a time: a second call joins the first. */
  drain(): Promise<Drained>;
  /** Marks these as this page's, for they are stored and sent in one breath. */
  claim(rows: readonly QueuedRow[]): void;
  /** These were stored, or are being stored, by this page. */
  added(rows: readonly QueuedRow[]): void;
  /** True while a request could go out at once, credentials and all. */
  readonly ready: boolean;
  /** Sends what this page added and has not sent yet, with no await before the requests; returns it. */
  leave(): QueuedRow[];
}

export function createDrainer(deps: {
  claims: Claims;
  transport: Transport;
  withLock: <T>(name: string, fn: (held: () => boolean) => Promise<T>) => Promise<T | undefined>;
  withoutLock: <T>(fn: (held: () => boolean) => Promise<T>) => Promise<T | undefined>;
  /** The tag's side of the outbox: what could not be stored, and what need not be stored any more. */
  outbox: { destination: string; unpersisted(): QueuedRow[]; sent(rows: readonly QueuedRow[]): void };
  /** Nothing is left to claim: true if something has been added since. */
  onEmpty: () => Promise<boolean>;
  onSent: (row: Row) => void;
  onRefused: (row: Row, why: string) => void;
  prepareRow: (row: Row) => Row | undefined;
  now: () => EpochMs;
  /** Once it has ended nothing is begun. */
  scope: { ended?: boolean };
}): Drainer {
  const { claims, transport, scope } = deps;
  /** Added by this page and not yet taken: what is sent while leaving, when no time is left to ask the store. */
  const fresh = new Map<string, QueuedRow>();
  const batchSender = createBatchSender({
    ...deps,
    onTaken(id) {
      fresh.delete(id);
      next.onTaken(id);
    },
  });
  let lockedOutSince: EpochMs | undefined;
  let ready = false;
  let running: Promise<Drained> | undefined;
  const next = createNextBatch({
    ...deps,
    batchSender,
    transport,
    skip: batchSender.isHandled,
    onGone: (waiting) => batchSender.settle([waiting]),
  });

  async function drain(held: () => boolean, onDelivered: () => void): Promise<Drained> {
    let repaired = false;
    let delivered = false;
    while (!scope.ended) {
      // Of a backlog all is ready for the next request, and with what follows that the last one is removed.
      if (!delivered || !next.isReady) {
        await batchSender.tidy();
        // Before a row is claimed: a page that is left while it waits for credentials holds nothing back from the next.
        const unready = await transport.prepare();
        ready = !unready;
        if (unready) return toDrained(unready);
      }
      // Left or frozen since: others have their turn, and nothing is begun that nobody may end.
      if (scope.ended || !held()) return { kind: 'busy' };
      const { taken, heldUntil } = await next.take();
      if (scope.ended || !held()) {
        await claims.release(taken).catch(() => {});
        return { kind: 'busy' };
      }
      if (!taken.length) {
        // Held by another page, or on its way since this one was about to be left: someone has to look again.
        if (heldUntil || batchSender.busy) return { kind: 'busy', until: heldUntil ?? 0 };
        if (await deps.onEmpty()) continue;
        return { kind: 'empty' };
      }
      const delivering = batchSender.deliver(taken, held);
      // Of a backlog: one full batch is hardly alone.
      if (taken.length === BATCH) next.look(taken);
      else void batchSender.tidy();
      const result = await delivering;
      delivered = result.kind === 'delivered';
      if (delivered) onDelivered();
      if (result.kind === 'delivered' || result.kind === 'refused') continue;
      const mendable = result.kind === 'retry' && /credentials|clock/.test(result.why);
      // What the refusal taught is tried once: new credentials, the right time.
      if (!mendable || repaired) return toDrained(mendable ? { ...result, afterMs: BROKEN_MS } : result);
      repaired = true;
    }
    return { kind: 'busy' };
  }

  async function drainAndTidy(held: () => boolean): Promise<Drained> {
    let isWell = false;
    try {
      const drained = await drain(held, () => {
        isWell = true;
      });
      return isWell ? { ...drained, isWell } : drained;
    } finally {
      await next.release();
      await batchSender.tidy();
    }
  }

  async function run(): Promise<Drained> {
    const before = [...fresh.keys()];
    const begunAt = deps.now();
    const since = lockedOutSince ?? begunAt;
    lockedOutSince = since;
    let drained = await deps.withLock(`personalize-drain ${deps.outbox.destination}`, (held) => {
      lockedOutSince = undefined;
      return drainAndTidy(held);
    });
    // A holder that sleeps, or is stopped, would keep all tabs waiting: then the claim alone has to do.
    if (lockedOutSince !== undefined && begunAt - since >= LOCKED_OUT_MS) {
      lockedOutSince = undefined;
      drained = await deps.withoutLock(drainAndTidy);
    }
    // Another tab may have sent what this one added, or be at it: where nothing was free, nothing of it is fresh.
    if (drained && (drained.kind === 'empty' || 'until' in drained))
      for (const id of before) fresh.delete(id);
    return drained ?? { kind: 'busy' };
  }

  return {
    drain() {
      running ??= run().finally(() => {
        running = undefined;
      });
      return running;
    },
    added(rows) {
      for (const waiting of rows) if (waiting.row.kind === 'event') fresh.set(idOf(waiting.row), waiting);
    },
    get ready() {
      return ready && transport.ready();
    },
    // A claim names its rows, and the journal keeps each row with its claim.
    claim(rows) {
      for (const batch of toBatches(rows)) claims.mark(batch);
    },
    leave() {
      const rows = next.prepareRow([...fresh.values()]);
      for (const batch of toBatches(rows))
        batchSender.deliver(batch, () => false).then(batchSender.tidy, () => {});
      return rows;
    },
  };
}
