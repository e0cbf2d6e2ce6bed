/**
 * Claim, send, settle, until the outbox is empty or the service says wait.
 *
 * One drain at a time in this page and, by a lock that is never waited for, over all tabs. What the lock cannot
 * promise the claim does. Nothing is removed before it has been answered for.
 */

import { type EpochMs, idOf, type Row } from '../event';
import type { Claims, Taken } from '../outbox/claims';
import type { StoredRow, Waiting } from '../outbox/rows';
import { BATCH, toBatches } from './batch';
import { BROKEN_MS, toDrained } from './breaker';
import type { Delivery, Drained, SendResult, Transport } from './transport';

/** The same for a dataset that is being imported, or asked too often. */
const BUSY_MS = 30_000;

export function createFlusher(deps: {
  claims: Claims;
  transport: Transport;
  withLock: <T>(name: string, fn: (held: () => boolean) => Promise<T>) => Promise<T | undefined>;
  /** The tag's side of the outbox: what could not be stored, and what need not be stored any more. */
  outbox: { afloat(): Waiting[]; sent(rows: readonly Waiting[]): void };
  /** Nothing is left to claim: true if something has been added since. */
  onEmpty: () => Promise<boolean>;
  onSent: (row: Row) => void;
  onRefused: (row: Row, why: string) => void;
  /** Users and items cannot be sent now, for a reason that is no event's: so long they are left alone. */
  onRecordsFailed: (row: Row, why: string) => void;
  toSend: (row: StoredRow) => StoredRow | undefined;
  now: () => EpochMs;
}): Delivery {
  const { claims, transport, outbox } = deps;
  /** Added by this page and not yet taken: what is sent while leaving, when no time is left to ask the store. */
  const fresh = new Map<string, Waiting>();
  const inFlight = new Set<string>();
  /** Answered for, and still in a store that could not remove them. */
  const done = new Map<string, Waiting>();
  /** Datasets that refuse every call, and until when they are left alone. */
  const broken = new Map<string, EpochMs>();
  let ready = false;
  let running: Promise<Drained> | undefined;

  /** As they are to be sent, without those that are not. */
  const whole = (rows: readonly Waiting[]): Waiting[] =>
    rows.flatMap((waiting) => {
      const row = deps.toSend(waiting.row);
      if (!row) void settle([waiting]);
      if (!row) return [];
      return row === waiting.row ? waiting : { ...waiting, row };
    });

  /** They have been answered for. A store that fails now must not have them sent again by this page. */
  async function settle(batch: readonly Waiting[]): Promise<void> {
    outbox.sent(batch);
    await claims.remove(batch).catch(() => {
      for (const waiting of batch) done.set(idOf(waiting.row), waiting);
    });
  }

  async function deliver(
    batch: readonly Waiting[],
    held: () => boolean,
    knownBad = false,
  ): Promise<SendResult> {
    const rows = batch.map(({ row }) => row);
    const ids = rows.map(idOf);
    for (const id of ids) {
      inFlight.add(id);
      fresh.delete(id);
    }
    try {
      const result: SendResult =
        knownBad && rows.length > 1 ? { kind: 'refused', why: '' } : await transport.send(rows);
      if (result.kind === 'delivered') {
        // First: a page that is gone before the row is removed repeats it, the other way round nobody would know of it.
        rows.forEach(deps.onSent);
        await settle(batch);
      } else if (result.kind === 'refused' && rows.length > 1 && held()) return await bisect(batch, held);
      else if (result.kind !== 'refused' || rows.length > 1) await claims.release(batch).catch(() => {});
      else {
        for (const row of rows) deps.onRefused(row, result.why);
        await settle(batch);
      }
      return result;
    } finally {
      // Not before it is settled: in between, a drain could take it again.
      for (const id of ids) inFlight.delete(id);
    }
  }

  /**
   * One bad event fails its whole call: halves are sent until it stands alone. Its neighbours go out. Without the lock
   * that is left to the next drain: after a return from the back/forward cache others have sent them long ago.
   */
  async function bisect(batch: readonly Waiting[], held: () => boolean): Promise<SendResult> {
    const half = batch.length >> 1;
    const first = await deliver(batch.slice(0, half), held);
    const rest = batch.slice(half);
    if (first.kind === 'retry' || first.kind === 'disabled' || !held()) {
      await claims.release(rest).catch(() => {});
      return first;
    }
    // Where the first half was good the bad one is in the rest: no request is needed to find that out.
    const second = await deliver(rest, held, first.kind === 'delivered');
    return second.kind === 'delivered' ? first : second;
  }

  /** What is to go next: of the store, else of what is afloat. */
  async function next(): Promise<Taken> {
    if (done.size) {
      await claims.remove([...done.values()]).then(
        () => done.clear(),
        () => {},
      );
    }
    const isBroken = (row: Row) => row.kind !== 'event' && (broken.get(row.datasetArn) ?? 0) > deps.now();
    const skip = (row: Row) => inFlight.has(idOf(row)) || done.has(idOf(row)) || isBroken(row);
    // Where there is no room for a claim the lock has to do; where nothing can be read either, memory has.
    const found = await claims
      .take(BATCH, skip)
      .catch(() => claims.peek(BATCH, skip))
      .catch((error): Taken & { error?: unknown } => ({ taken: [], error }));
    // While the store was asked, `leave` may have sent some of them, or another tab learned what time it is.
    const taken = whole(found.taken.filter(({ row }) => !inFlight.has(idOf(row))));
    if (taken.length) return { taken };
    const [afloat] = toBatches(whole(outbox.afloat().filter(({ row }) => !skip(row))));
    if (afloat) return { taken: afloat };
    if ('error' in found) throw found.error;
    return { ...found, taken };
  }

  async function drain(held: () => boolean): Promise<Drained> {
    let repaired = false;
    for (;;) {
      // Before a row is claimed: a page that is left while it waits for credentials holds nothing back from the next.
      const unready = await transport.prepare();
      ready = !unready;
      if (unready) return toDrained(unready);
      const { taken, heldUntil } = await next();
      // Stranded in the back/forward cache since: others have had their turn.
      if (!held()) {
        await claims.release(taken).catch(() => {});
        return { kind: 'busy' };
      }
      if (!taken.length) {
        // Held by another page, or on its way since this one was about to be left: someone has to look again.
        if (heldUntil || inFlight.size) return { kind: 'busy', until: heldUntil ?? 0 };
        if (await deps.onEmpty()) continue;
        const ends = [...broken.values()].filter((until) => until > deps.now());
        return ends.length ? { kind: 'busy', until: Math.min(...ends) } : { kind: 'empty' };
      }
      const result = await deliver(taken, held);
      if (result.kind === 'delivered' || result.kind === 'refused') continue;
      const [{ row }] = taken as [Waiting];
      // What is wrong with a dataset is no reason to keep an event waiting.
      if (row.kind !== 'event' && (result.kind === 'disabled' || /server|throttled/.test(result.why))) {
        broken.set(row.datasetArn, deps.now() + (result.kind === 'disabled' ? BROKEN_MS : BUSY_MS));
        deps.onRecordsFailed(row, result.kind === 'disabled' ? result.why : result.message);
        continue;
      }
      const mendable = result.kind === 'retry' && /credentials|clock/.test(result.why);
      // What the refusal taught is tried once: new credentials, the right time.
      if (!mendable || repaired) return toDrained(mendable ? { ...result, afterMs: BROKEN_MS } : result);
      repaired = true;
    }
  }

  async function run(): Promise<Drained> {
    const before = [...fresh.keys()];
    const drained = await deps.withLock('personalize-drain', drain);
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
      return ready;
    },
    claim: claims.mine,
    leave() {
      const rows = whole([...fresh.values()]);
      for (const batch of toBatches(rows)) deliver(batch, () => false).catch(() => {});
      return rows;
    },
  };
}
