/** The types of option `beforeSend`. */

import type { EventFields } from './event-fields';

/** An event as `beforeSend` gets it: that of PutEvents, with its visitor. `properties` is an object. */
export interface CapturedEvent extends EventFields {
  eventType: string;
  readonly eventId: string;
  /** Epoch seconds. */
  readonly sentAt: number;
  readonly sessionId: string;
  readonly userId: string | undefined;
}

export type BeforeSend = (event: CapturedEvent) => CapturedEvent | null;
