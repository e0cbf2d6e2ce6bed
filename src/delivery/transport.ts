/**
 * Defines the interface between the tag and the delivery chunk. Types only, so that neither bundles the other's code.
 */

import type { UseStore } from 'idb-keyval';
import type { Config } from '../api/config';
import type { ReportHub } from '../api/reports';
import type { Assemble, EpochMs, Row, UserId } from '../core/event';
import type { Page } from '../core/page';
import type { OpenOutbox } from '../outbox/open-outbox';
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
 * Why a flush starts. count: a batch is full · delay: the first pending event has waited `flush.delayMs` · start: an
 * earlier page left pending rows · return: the page is shown or online again · manual: `flush()` · retry: the back-off
 * is over · held: another page's claim ended, or the store did not answer
 */
export type FlushReason = 'count' | 'delay' | 'start' | 'return' | 'manual' | 'retry' | 'held';

/** The result of sending a batch. A transport never throws or rejects. */
export type SendResult =
  | { kind: 'delivered' }
  /** The service refuses these rows permanently. */
  | { kind: 'refused'; why: string }
  | { kind: 'retry'; why: RetryReason; message: string; afterMs?: number }
  /** Every request fails until the configuration is changed. */
  | { kind: 'disabled'; why: string };

export interface Transport {
  /**
   * Gets everything that a request needs before rows are claimed, such as credentials. Resolves to `undefined` if a
   * request can be sent, otherwise to the reason why not.
   */
  prepare(): Promise<Unready | undefined>;
  /** True while the prepared credentials are valid long enough for a request. */
  ready(): boolean;
  /** Sends at most 10 rows of one visitor. */
  send(batch: readonly Row[]): Promise<SendResult>;
}

export type Unready = Extract<SendResult, { kind: 'retry' | 'disabled' }>;

/** How a drain ended. `busy`: another tab is draining, or another page has claimed the pending rows. */
export type Drained = (
  | { kind: 'empty' }
  | { kind: 'busy'; until?: EpochMs }
  | Extract<SendResult, { kind: 'retry' }>
) & {
  /** At least one batch was delivered in this drain, so the service works. */
  isWell?: boolean;
};

/** The methods of the delivery chunk that the tag calls. */
export interface Delivery {
  /** Rows are pending from an earlier page: sends them now, or when the back-off of the last page is over. */
  start(): void;
  /** This page is storing these rows. `leaving`: the page is likely to be left soon. */
  storing(rows: readonly QueuedRow[], leaving: boolean): void;
  /** These rows are stored or unpersisted. */
  stored(rows: readonly QueuedRow[], leaving: boolean): void;
  /** Sends the rows that this page added and has not sent yet, with no `await` before the requests. */
  leave(): void;
  /** Sends now; resolves when this drain has ended. With `manual` it sends during a back-off too. */
  flush(reason: FlushReason): Promise<void>;
  stop(): void;
}

/** The outbox of the tag, as the chunk uses it. */
export interface DeliveryOutbox {
  use: UseStore;
  /** The key prefix of this page's rows. */
  destination: string;
  /** The rows that could not be stored. */
  unpersisted(): QueuedRow[];
  /** The service acknowledged or refused these rows. */
  sent(rows: readonly QueuedRow[]): void;
  add(rows: readonly QueuedRow[]): Promise<void>;
  waiting(): number;
  /** Counts the stored rows again. Resolves to false if the store fails. */
  recount(): Promise<boolean>;
}

/** How a row of this page begins and ends. */
export interface RowEnds {
  /** Passes an event to the page's `beforeSend`, and makes its row. */
  assemble: Assemble;
  /** Stores a complete row. Resolves when it is stored or unpersisted. */
  store: (row: Row) => Promise<unknown>;
  /**
   * Settles the promise of the call that recorded this row: with its id if the row is safe, with `undefined` if it is
   * lost.
   */
  settle: (row: Row, safe?: boolean) => void;
  /** Reports a row that will not be sent. */
  onDropped: (row: Row, reason: string, message: string) => void;
}

/** The parts of the tag that the chunk uses. */
export interface DeliveryParts {
  config: Config;
  page: Page;
  /** `user`: the known user, if any. */
  visitor: { user: () => UserId | undefined };
  outbox: DeliveryOutbox;
  rows: RowEnds;
  /** Reports the state of a row to the listeners of the page. */
  reports: Pick<ReportHub, 'emit'>;
}

/** The parts of the tag that the datasets chunk uses. Each dataset has an outbox of its own. */
export type DatasetParts = Omit<DeliveryParts, 'outbox'> & { openOutbox: OpenOutbox };

/** The exports of the delivery chunk (personalize-aws.min.js). */
export interface DeliveryModule {
  createDelivery(parts: DeliveryParts): Delivery;
}
