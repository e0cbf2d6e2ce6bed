/** The interface of a started tag, which the commands use. */

import type { Stop } from '../browser/listen';
import type { Captured, EventId, SessionId, UserId } from '../core/event';
import type { Recommender } from '../recommendations/recommender';

export interface Tag extends Pick<Recommender, 'ask' | 'stamp'> {
  track(captured: Captured): Promise<EventId | undefined>;
  identify(userId: unknown, traits?: unknown): void;
  putItems(items: unknown): Promise<number>;
  reset(): void;
  forget(): void;
  flush(): Promise<{ sent: number; waiting: number; refused: number }>;
  waiting(): number;
  scan(root: ParentNode): void;
  sessionId(): SessionId;
  userId(): UserId | undefined;
  stop: Stop;
}
