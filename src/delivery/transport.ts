/** What the two sides of a delivery know of each other: types only, so that neither carries the other's code. */

import type { Config } from '../config';
import type { Row } from '../event';

export type RetryReason = 'network' | 'throttled' | 'server' | 'credentials' | 'clock' | 'chunk' | 'storage';

/** What became of a batch. A transport never throws. */
export type SendResult =
  | { kind: 'delivered' }
  /** These can never succeed. */
  | { kind: 'refused'; why: string }
  | { kind: 'retry'; why: RetryReason; message: string; afterMs?: number }
  /** This configuration can never succeed until someone changes it. */
  | { kind: 'disabled'; why: string };

export interface Transport {
  /** At most 10 rows of one visitor. */
  send(batch: readonly Row[]): Promise<SendResult>;
}

/** What a delivery chunk exports. */
export interface TransportModule {
  createTransport(config: Config): Transport;
}
