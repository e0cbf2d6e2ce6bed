/** What the commands use of a started tag. Types only. */

import type { Stop } from '../browser/listen';
import type { Captured, EventId, SessionId, UserId } from '../core/event';
import type { AskRuntime } from '../recommendations/runtime';
import type { Stamp } from '../recommendations/stamp';

/** The part that needs no consent. */
export interface Observing {
  scan(root: ParentNode): void;
  stamp: Stamp;
  stop: Stop;
  /** Erases what is stored in this browser. Consent stays as it is. */
  forget(): void;
}

/** The part that stores and sends. It exists only with consent. */
export interface Core {
  /** This is a bot, of which nothing is captured. */
  isBot: boolean;
  ask: AskRuntime;
  track(captured: Captured): Promise<EventId | undefined>;
  identify(userId: unknown, traits?: unknown): void;
  putItems(items: unknown): Promise<number>;
  reset(): void;
  forget(): void;
  flush(): Promise<{ sent: number; waiting: number; refused: number }>;
  waiting(): number;
  sessionId(): SessionId;
  userId(): UserId | undefined;
  /** Loads what the first request for recommendations needs. */
  warm(): void;
  /** Notices a withdrawal of consent on another subdomain. */
  check(): unknown;
  /** Another tab has stored data since consent was withdrawn. */
  isReplaced(): boolean;
  stop: Stop;
  /** Ends it. If consent is withdrawn, also aborts its requests and drops what it has not sent. */
  end(isWithdrawn: boolean): void;
}
