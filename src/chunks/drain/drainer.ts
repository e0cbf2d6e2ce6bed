/**
 * Drains the outbox: claim, send and settle, until no row is pending or the service asks to wait.
 *
 * One drain at a time in this page and, by a Web Lock, across all tabs. A drain never waits for the lock. Where the
 * lock cannot exclude a second drain, the claim does.
 */

import { type EpochMs, idOf, type Row } from '../../core/event';
import type { DeliveryParts, Drained, Transport } from '../../delivery/transport';
import type { QueuedRow } from '../../outbox/rows';
import { toBatches } from './batch';
import { createBatchSender } from './batch-sender';
import type { Claims } from './claims';
import { createDrainLock, type Locks } from './drain-lock';
import { createDrainPass, runPass } from './drain-pass';
import { createNextBatch } from './next-batch';

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

/** What is done with a row before and after its request, and when no row is left. */
export interface RowHandlers {
  /** Returns the row as it is sent, `undefined` if it is given up. */
  prepareRow: (row: Row) => Row | undefined;
  onSent: (row: Row) => void;
  onRefused: (row: Row, why: string) => void;
  /** No row is left to claim. Resolves to true if rows have been added since. */
  onEmpty: () => Promise<boolean>;
}

export interface DrainerDeps {
  claims: Claims;
  transport: Transport;
  locks: Locks;
  /** The tag's outbox: unpersisted rows, and a way to report rows that need not be stored any more. */
  outbox: Pick<DeliveryParts['outbox'], 'destination' | 'unpersisted' | 'sent'>;
  handlers: RowHandlers;
  /** After its scope has ended, no work starts. */
  page: { now: () => EpochMs; scope: { ended?: boolean } };
}

/** A call while another one is in progress joins it. */
function joined<T>(fn: () => Promise<T>): () => Promise<T> {
  let running: Promise<T> | undefined;
  return () => {
    running ??= fn().finally(() => {
      running = undefined;
    });
    return running;
  };
}

export function createDrainer(deps: DrainerDeps): Drainer {
  const { claims, transport, handlers, page } = deps;
  /**
   * Rows that this page added and has not taken. They are sent when the page is left and there is no time to read the
   * store.
   */
  const fresh = new Map<string, QueuedRow>();
  let ready = false;
  const withDrainLock = createDrainLock(deps.locks, `personalize-drain ${deps.outbox.destination}`, page.now);
  const batchSender = createBatchSender({
    ...deps,
    ...handlers,
    onTaken(id) {
      fresh.delete(id);
      next.onTaken(id);
    },
  });
  const next = createNextBatch({ ...deps, ...handlers, batchSender });
  const pass = createDrainPass({
    ...handlers,
    ...page,
    claims,
    batchSender,
    next,
    async prepare() {
      const unready = await transport.prepare();
      ready = !unready;
      return unready;
    },
  });

  async function run(): Promise<Drained> {
    const freshBefore = [...fresh.keys()];
    const drained = await withDrainLock((held) => runPass(pass, held, next, batchSender));
    // Another tab may have sent what this one added, or may be sending it. If no row was free, none of them is fresh.
    if (drained && (drained.kind === 'empty' || 'until' in drained))
      for (const id of freshBefore) fresh.delete(id);
    return drained ?? { kind: 'busy' };
  }

  return {
    drain: joined(run),
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
