/** What the two sides of a delivery know of each other: types only, so that neither carries the other's code. */

import type { UseStore } from 'idb-keyval';
import type { Config } from '../config';
import type { EpochMs, Row, UserId } from '../event';
import type { Waiting } from '../outbox/rows';

export type RetryReason =
  | 'disabled'
  | 'network'
  | 'throttled'
  | 'server'
  | 'credentials'
  | 'clock'
  | 'unavailable';

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
  /** What will be sent next, most likely: it may be made ready meanwhile. */
  foresee(batch: readonly Row[]): void;
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
  /** Sends until the outbox is empty or the service says wait. One at a time: a second call joins the first. */
  drain(): Promise<Drained>;
  /** Marks these as this page's, for they are stored and sent in one breath. */
  claim(rows: readonly Waiting[]): void;
  /** These were stored, or are being stored, by this page. */
  added(rows: readonly Waiting[]): void;
  /** True while a request could go out at once, credentials and all. */
  readonly ready: boolean;
  /** Sends what this page added and has not sent yet, with no await before the requests; returns it. */
  leave(): Waiting[];
  /** What was added is nobody's to send any more, and what is on its way is not to be remembered. */
  forget(): void;
  /** After the request that is on its way. */
  stop(): void;
}

/** What the chunk has of the tag. */
export interface DeliveryParts {
  config: Config;
  outbox: {
    use: UseStore;
    /** What could not be stored. */
    afloat(): Waiting[];
    /** These have been answered for. */
    sent(rows: readonly Waiting[]): void;
  };
  /** Names this page in its claims. */
  owner: string;
  now: () => EpochMs;
  /** Who is known now. */
  user: () => UserId | undefined;
  /** Stores a row that is already whole; resolves when it is, or is afloat. */
  store: (row: Row) => Promise<unknown>;
  onSent: (row: Row) => void;
  onRefused: (row: Row, why: string) => void;
  /** What will not be sent at all. */
  onGivenUp: (row: Row, reason: string, message: string) => void;
}

/** What a delivery chunk exports. */
export interface DeliveryModule {
  createDelivery(parts: DeliveryParts): Delivery;
}
