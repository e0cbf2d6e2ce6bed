/**
 * Drains the outbox: claim, send and settle, until no row is pending or the service asks to wait.
 *
 * One drain at a time in this page and, by a Web Lock, across all tabs. A drain never waits for the lock. Where the
 * lock cannot exclude a second drain, the claim does.
 */

import { type EpochMs, idOf, type Row } from '../../core/event';
import type { Drained, Transport } from '../../delivery/transport';
import type { QueuedRow } from '../../outbox/rows';
import { BATCH, toBatches } from './batch';
import { createBatchSender } from './batch-sender';
import { BROKEN_MS, toDrained } from './circuit-breaker';
import type { Claims } from './claims';
import { createNextBatch } from './next-batch';

/** Twice the time of a failed request: a page that holds the lock for longer is sending a backlog, or is asleep. */
const LOCKED_OUT_MS = 20_000 * TIMEOUT_SCALE;

export interface Drainer {
  /** Sends until no row is pending or the service asks to wait. A second call joins the drain in progress. */
  drain(): Promise<Drained>;
  /** Adds a claim of this page to rows that are stored and sent at the same time. */
  claim(rows: readonly QueuedRow[]): void;
  /** This page has stored these rows, or is storing them. */
  added(rows: readonly QueuedRow[]): void;
  /** True while a request could start at once, with credentials. */
  readonly ready: boolean;
  /** Sends the rows that this page added and has not sent, with no `await` before the requests. Returns them. */
  leave(): QueuedRow[];
}

export function createDrainer(deps: {
  claims: Claims;
  transport: Transport;
  withLock: <T>(name: string, fn: (held: () => boolean) => Promise<T>) => Promise<T | undefined>;
  withoutLock: <T>(fn: (held: () => boolean) => Promise<T>) => Promise<T | undefined>;
  /** The tag's outbox: unpersisted rows, and a way to report rows that need not be stored any more. */
  outbox: { destination: string; unpersisted(): QueuedRow[]; sent(rows: readonly QueuedRow[]): void };
  /** No row is left to claim. Resolves to true if rows have been added since. */
  onEmpty: () => Promise<boolean>;
  onSent: (row: Row) => void;
  onRefused: (row: Row, why: string) => void;
  prepareRow: (row: Row) => Row | undefined;
  now: () => EpochMs;
  /** After it has ended, no work starts. */
  scope: { ended?: boolean };
}): Drainer {
  const { claims, transport, scope } = deps;
  /**
   * Rows that this page added and has not taken. They are sent when the page is left and there is no time to read the
   * store.
   */
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
    onGone: (queued) => batchSender.settle([queued]),
  });

  async function drain(held: () => boolean, onDelivered: () => void): Promise<Drained> {
    let hasRecovered = false;
    let delivered = false;
    while (!scope.ended) {
      // In a backlog the next request is prepared already, and the sent rows are removed with the next claim.
      if (!delivered || !next.isReady) {
        await batchSender.tidy();
        // Before any row is claimed: a page that is left while it waits for credentials blocks no rows.
        const unready = await transport.prepare();
        ready = !unready;
        if (unready) return toDrained(unready);
      }
      // The page was left or frozen since. Other pages continue, and this one starts nothing that may never be
      // finished.
      if (scope.ended || !held()) return { kind: 'busy' };
      const { taken, heldUntil } = await next.take();
      if (scope.ended || !held()) {
        await claims.release(taken).catch(() => {});
        return { kind: 'busy' };
      }
      if (!taken.length) {
        // Another page has claimed the rows, or they are in flight since this page was about to be left: a later drain
        // has to check.
        if (heldUntil || batchSender.busy) return { kind: 'busy', until: heldUntil ?? 0 };
        if (await deps.onEmpty()) continue;
        return { kind: 'empty' };
      }
      const delivering = batchSender.deliver(taken, held);
      // A full batch is rarely the only one: this is a backlog.
      if (taken.length === BATCH) next.look(taken);
      else void batchSender.tidy();
      const result = await delivering;
      delivered = result.kind === 'delivered';
      if (delivered) onDelivered();
      if (result.kind === 'delivered' || result.kind === 'refused') continue;
      const recoverable = result.kind === 'retry' && /credentials|clock/.test(result.why);
      // After a refusal, new credentials or the corrected time are tried once.
      if (!recoverable || hasRecovered)
        return toDrained(recoverable ? { ...result, afterMs: BROKEN_MS } : result);
      hasRecovered = true;
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
    const freshBefore = [...fresh.keys()];
    const begunAt = deps.now();
    const since = lockedOutSince ?? begunAt;
    lockedOutSince = since;
    let drained = await deps.withLock(`personalize-drain ${deps.outbox.destination}`, (held) => {
      lockedOutSince = undefined;
      return drainAndTidy(held);
    });
    // A page that sleeps or is suspended while it holds the lock would block all tabs. Then only the claim excludes
    // them.
    if (lockedOutSince !== undefined && begunAt - since >= LOCKED_OUT_MS) {
      lockedOutSince = undefined;
      drained = await deps.withoutLock(drainAndTidy);
    }
    // Another tab may have sent what this one added, or may be sending it. If no row was free, none of them is fresh.
    if (drained && (drained.kind === 'empty' || 'until' in drained))
      for (const id of freshBefore) fresh.delete(id);
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
      for (const queued of rows) if (queued.row.kind === 'event') fresh.set(idOf(queued.row), queued);
    },
    get ready() {
      return ready && transport.ready();
    },
    // One claim per batch: a claim names its rows, and the journal keeps each row with its claim.
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
