/** The commands as people see them: the type of `window.personalize` and of what `createPersonalize` gives. */

import type { Stop } from '../browser/listen';
import type { EventFields, EventId, SessionId, UserId } from '../core/event';
import type {
  Ranking,
  RankRequest,
  Recommendations,
  RecommendRequest,
} from '../recommendations/recommendations';
import type { Options } from './options';
import type { Refused, Reports, Stats } from './reports';

export interface Personalize {
  /** Starts. A second call with other options warns and is ignored. */
  init(options: Options): void;
  /**
   * Records one interaction. Resolves to its `eventId` once it is stored in this browser, to `undefined` when it was
   * dropped (`on('dropped')` says why); never rejects. Before `init` it waits for it.
   *
   * @param eventType 1 to 256 characters. The recipes know `View`, `Click`, `AddToCart`, `Purchase` and `Watch`.
   * @example personalize.track('Purchase', { itemId: 'sku-1042', eventValue: 39.9 })
   */
  track(eventType: string, fields?: EventFields): Promise<EventId | undefined>;
  /**
   * The visitor is known from now on, on all pages, until `reset()`. A change of user begins a new session. With option
   * `usersDatasetArn`, `traits` (at most 24,000 characters) replace what Personalize has stored of the user; they are
   * sent when they have changed.
   */
  identify(userId: string, traits?: Record<string, unknown>): void;
  /**
   * With option `itemsDatasetArn`: each replaces what Personalize has stored of the item, and is sent when it has
   * changed. `properties` are in the names of the schema, arrays for several values, at most 32,000 characters.
   * Resolves to how many were stored to be sent.
   *
   * @example personalize.putItems([{ itemId: 'sku-1042', properties: { price: 39.9, genres: ['Lamp', 'Home'] } }])
   */
  putItems(items: readonly { itemId: string; properties: Record<string, unknown> }[]): Promise<number>;
  /** Signed out: forgets the user and begins a new session. */
  reset(): void;
  /** Erases all that the tag has stored in this browser: what waits, session, user, attribution. What happens next begins anew. */
  forget(): void;
  /**
   * GetRecommendations for the known user, else for the session. What comes of the items is credited to the answer.
   * Rejects with a `RecommendationError`, which may go unheard; before `init` it waits for it.
   *
   * @example
   * const result = await personalize.recommend({ recommenderArn: 'arn:…:recommender/for-you', numResults: 8 });
   * show(result.itemList);
   * personalize.stamp(container, result);
   */
  recommend(request: RecommendRequest): Promise<Recommendations>;
  /** GetPersonalizedRanking: your own list in the order in which the visitor is likely to want it. Otherwise as `recommend`. */
  rank(request: RankRequest): Promise<Ranking>;
  /**
   * Writes an answer's `recommendationId`, and its source where it has one, onto what shows it, now: all that happens
   * inside is attributed, and what was seen inside is the impression. Also for answers that your server has asked for.
   */
  stamp(
    container: Element,
    result: Pick<Recommendations, 'recommendationId'> & Partial<Recommendations & Ranking>,
  ): void;
  /** Sends now. `waiting` is what is left in the outbox, `refused` what the service will never take. */
  flush(): Promise<{ sent: number; waiting: number; refused: number }>;
  /** Looks again for items, media and shadow roots: needed only where a custom element gets its root late. */
  scan(root?: ParentNode): void;
  /** Subscribes; returns the way to unsubscribe. */
  on<N extends keyof Reports>(name: N, fn: (report: Reports[N]) => void): Stop;
  /** Runs `fn` when the tag has loaded: the way to commands with answers from a page that has only the snippet yet. */
  ready(fn: (personalize: Personalize) => void): void;
  /** Counts since the page began; `waiting` is what waits in the outbox, of earlier pages too. */
  stats(): Stats & { waiting: number };
  /**
   * The last fifty events that the service refused, in this browser, with the reason; `refused.clear()` empties the list.
   * A value of the outbox that was no event is among them as `{ why, value }`.
   */
  refused: { (): Refused[]; clear(): void };
  /** Removes every listener. What waits stays stored. */
  stop(): void;
  readonly version: string;
  readonly sessionId: SessionId | undefined;
  readonly userId: UserId | undefined;
}
