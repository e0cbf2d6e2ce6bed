/**
 * Claim, send, settle, until the outbox is empty or the service says wait.
 *
 * One drain at a time in this page and, by a lock that is never waited for, over all tabs. What the lock cannot
 * promise the claim does. Nothing is removed before it has been answered for.
 */

import type { Row } from '../event';
import { BATCH, toBatches } from './batch';
import type { SendResult, Transport } from './transport';

interface Waiting {
  row: Row;
}

interface Outbox<W> {
  add(rows: readonly W[], claimed: boolean): Promise<void>;
  claim(most: number, skip: ReadonlySet<string>): Promise<{ taken: W[]; heldUntil?: number }>;
  remove(rows: readonly W[]): Promise<void>;
  release(rows: readonly W[]): Promise<void>;
}

/** `busy`: another tab is at it, or another page still holds what waits. */
export type Drained = { kind: 'empty' } | { kind: 'busy'; until?: number } | Exclude<SendResult, Settled>;
type Settled = { kind: 'delivered' | 'refused' };

export interface Flusher<W> {
  drain(): Promise<Drained>;
  /** These were stored, or are being stored, by this page. */
  added(rows: readonly W[]): void;
  /** Sends what this page added and has not sent yet, with no await before the request; false if it cannot. */
  leave(): boolean;
  /** True once the chunk is there, so that `leave` has something to send with. */
  readonly ready: boolean;
}

export function createFlusher<W extends Waiting>(deps: {
  outbox: Outbox<W>;
  load: () => Promise<Transport>;
  withLock: <T>(name: string, fn: () => Promise<T>) => Promise<T | undefined>;
  onSent: (row: Row) => void;
  onRefused: (row: Row, why: string) => void;
}): Flusher<W> {
  const { outbox } = deps;
  /** Added by this page and not yet taken: what is sent while leaving, when no time is left to ask the store. */
  const fresh = new Map<string, W>();
  const inFlight = new Set<string>();
  let transport: Transport | undefined;
  let running: Promise<Drained> | undefined;

  async function deliver(to: Transport, batch: readonly W[], knownBad = false): Promise<SendResult> {
    const result: SendResult =
      knownBad && batch.length > 1 ? { kind: 'refused', why: '' } : await send(to, batch);
    if (result.kind === 'delivered') {
      await outbox.remove(batch);
      for (const { row } of batch) deps.onSent(row);
    } else if (result.kind !== 'refused') await outbox.release(batch);
    else if (batch.length > 1) return bisect(to, batch);
    else {
      await outbox.remove(batch);
      for (const { row } of batch) deps.onRefused(row, result.why);
    }
    return result;
  }

  async function send(to: Transport, batch: readonly W[]): Promise<SendResult> {
    const rows = batch.map(({ row }) => row);
    for (const { body } of rows) {
      inFlight.add(body.eventId);
      fresh.delete(body.eventId);
    }
    const result = await to.send(rows);
    for (const { body } of rows) inFlight.delete(body.eventId);
    return result;
  }

  /** One bad event fails its whole call: halves are sent until it stands alone. Its neighbours go out. */
  async function bisect(to: Transport, batch: readonly W[]): Promise<SendResult> {
    const half = batch.length >> 1;
    const first = await deliver(to, batch.slice(0, half));
    const rest = batch.slice(half);
    if (first.kind === 'retry' || first.kind === 'disabled') {
      await outbox.release(rest);
      return first;
    }
    // Where the first half was good the bad one is in the rest: no request is needed to find that out.
    const second = await deliver(to, rest, first.kind === 'delivered');
    return second.kind === 'delivered' ? first : second;
  }

  async function run(): Promise<Drained> {
    let to: Transport;
    try {
      to = transport = await deps.load();
    } catch (error) {
      return { kind: 'retry', why: 'chunk', message: String(error) };
    }
    const drained = await deps.withLock('personalize-drain', async (): Promise<Drained> => {
      for (;;) {
        const { taken, heldUntil } = await outbox.claim(BATCH, inFlight);
        if (!taken.length) return heldUntil ? { kind: 'busy', until: heldUntil } : { kind: 'empty' };
        const result = await deliver(to, taken);
        if (result.kind === 'retry' || result.kind === 'disabled') return result;
      }
    });
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
      for (const waiting of rows) fresh.set(waiting.row.body.eventId, waiting);
    },
    leave() {
      const to = transport;
      if (!to) return false;
      for (const batch of toBatches([...fresh.values()])) deliver(to, batch).catch(() => {});
      return true;
    },
    get ready() {
      return !!transport;
    },
  };
}
