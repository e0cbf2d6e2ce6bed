/** What the two sides of a delivery know of each other: types only, so that neither carries the other's code. */

import type { UseStore } from 'idb-keyval';
import type { Config } from '../api/config';
import type { ReportHub } from '../api/reports';
import type { SiteStorage } from '../browser/site-storage';
import type { EpochMs, Row, UserId } from '../core/event';
import type { Scope } from '../core/scope';
import type { QueuedRow } from '../outbox/rows';

export type RetryReason =
  | 'disabled'
  | 'network'
  | 'throttled'
  | 'server'
  | 'credentials'
  | 'clock'
  | 'unavailable';

/**
 * count: a batch is full · delay: the first waiting event is old enough · start: the last visit left something ·
 * return: shown or online again · manual: `flush()` · retry: the back-off is over · held: another page's claim ended, or
 * the store did not answer
 */
export type FlushReason = 'count' | 'delay' | 'start' | 'return' | 'manual' | 'retry' | 'held';

/** What became of a batch. A transport never throws. */
export type SendResult =
  | { kind: 'delivered' }
  /** These can never succeed. */
  | { kind: 'refused'; why: string }
  | { kind: 'retry'; why: RetryReason; message: string; afterMs?: number }
  /** This configuration can never succeed until someone changes it. */
  | { kind: 'disabled'; why: string };

export interface Transport {
  /** What can be had before a row is claimed: `undefined` when all is at hand, else why nothing can be sent now. */
  prepare(): Promise<Unready | undefined>;
  /** Whether what was prepared still lasts for a request. */
  ready(): boolean;
  /** At most 10 rows of one visitor. */
  send(batch: readonly Row[]): Promise<SendResult>;
}

export type Unready = Extract<SendResult, { kind: 'retry' | 'disabled' }>;

/** How a drain ended. `busy`: another tab is at it, or another page still holds what waits. */
export type Drained = (
  | { kind: 'empty' }
  | { kind: 'busy'; until?: EpochMs }
  | Extract<SendResult, { kind: 'retry' }>
) & {
  /** Something was delivered before it ended: the service is well. */
  isWell?: boolean;
};

/** What the tag has of the delivery chunk once it is loaded. */
export interface Delivery {
  /** Something waits from before: now, or when the back-off of the last page is over. */
  start(): void;
  /** These are being stored by this page. `leaving`: the page may be gone soon after. */
  storing(rows: readonly QueuedRow[], leaving: boolean): void;
  /** They are stored, or afloat. */
  stored(rows: readonly QueuedRow[], leaving: boolean): void;
  /** Sends what this page added and has not sent yet, with no await before the requests. */
  leave(): void;
  /** Sends now; resolves when this drain has ended. By hand also while the service asked for patience. */
  flush(reason: FlushReason): Promise<void>;
  stop(): void;
}

/** What the chunk has of the tag. */
export interface DeliveryParts {
  config: Config;
  /** Another one after `forget()`. */
  scope: Scope;
  /** That of the page: a chunk with a storage of its own would have a memory of its own, too. */
  storage: SiteStorage;
  warn: (message: string) => void;
  /** Who is known now. */
  user: () => UserId | undefined;
  outbox: {
    use: UseStore;
    /** Where the rows of this page stand. */
    destination: string;
    /** What could not be stored. */
    unpersisted(): QueuedRow[];
    /** These have been answered for. */
    sent(rows: readonly QueuedRow[]): void;
    add(rows: readonly QueuedRow[]): Promise<void>;
    waiting(): number;
    /** Counts anew; false when the store does not tell. */
    recount(): Promise<boolean>;
  };
  /** Names this page in its claims. */
  owner: string;
  now: () => EpochMs;
  /** Tells the page what has become of a row. */
  emit: ReportHub['emit'];
  /** Answers whoever recorded this row: with its id when it is safe, with nothing when it is lost. */
  settle: (row: Row, safe?: boolean) => void;
  /** Stores a row that is already whole; resolves when it is, or is afloat. */
  store: (row: Row) => Promise<unknown>;
  /** What will not be sent at all. */
  onDropped: (row: Row, reason: string, message: string) => void;
  /** Where the page is debugged. */
  log: (...what: unknown[]) => void;
}

/** What the chunk of users and items has of it. */
export type DatasetParts = DeliveryParts;

/** What a delivery chunk exports. */
export interface DeliveryModule {
  createDelivery(parts: DeliveryParts): Delivery;
}
