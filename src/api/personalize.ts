/** The public commands: the type of `window.personalize` and of the result of `createPersonalize`. */

import type { Stop } from '../browser/listen';
import type { ConsentReport, ConsentState } from '../consent/consent';
import type { EventId, SessionId, UserId } from '../core/event';
import type { EventFields } from '../core/event-fields';
import type {
  Ranking,
  RankRequest,
  Recommendations,
  RecommendRequest,
} from '../recommendations/recommendations';
import type { Options } from './options';
import type { Refused, Reports, Stats } from './reports';

export interface Personalize {
  /** Starts the tag. A second call is ignored, with a warning if its options differ. */
  init(options: Options): void;
  /**
   * Records one interaction. Resolves to its `eventId` once it is stored in this browser, or to `undefined` if it was
   * dropped (`on('dropped')` reports why). Never rejects. Up to 1,000 calls before `init` are queued.
   *
   * @param eventType 1 to 256 characters. Recipes use `View`, `Click`, `AddToCart`, `Purchase` and `Watch`.
   * @example personalize.track('Purchase', { itemId: 'sku-1042', eventValue: 39.9 })
   */
  track(eventType: string, fields?: EventFields): Promise<EventId | undefined>;
  /**
   * Sets the known user, 1 to 256 characters, for all pages until `reset()`. Another user begins a new session. With
   * option `usersDatasetArn`, `traits` (at most 24,000 characters) replace the user that Personalize has stored. They
   * are sent only if they have changed.
   */
  identify(userId: string, traits?: Record<string, unknown>): void;
  /**
   * With option `itemsDatasetArn`: each item replaces the item that Personalize has stored, and is sent only if it has
   * changed. `properties` uses the field names of the schema, arrays for several values, and has at most 32,000
   * characters. Resolves to the number of items stored to be sent.
   *
   * @example personalize.putItems([{ itemId: 'sku-1042', properties: { price: 39.9, genres: ['Lamp', 'Home'] } }])
   */
  putItems(items: readonly { itemId: string; properties: Record<string, unknown> }[]): Promise<number>;
  /**
   * The visitor's decision, as the site knows it. It takes precedence over the option and over Global Privacy Control,
   * and stands until the next call on this page; the tag does not remember it. `pending`: events wait in memory, at most
   * 200. `denied`: nothing is captured, and everything that is stored is erased, in all tabs of the site.
   */
  consent(state: ConsentState): void;
  /** Call it when the user signs out: forgets the user and begins a new session. */
  reset(): void;
  /**
   * Erases everything that the tag has stored in this browser: pending rows, session, user and attribution. Later
   * events belong to a new session.
   */
  forget(): void;
  /**
   * Calls GetRecommendations for the known user, or for the session if there is none. Interactions with the items are
   * attributed to the recommendation. Rejects with a `RecommendationError`; an unhandled rejection is suppressed. A
   * call before `init` is queued.
   *
   * @example
   * const result = await personalize.recommend({ recommenderArn: 'arn:…:recommender/for-you', numResults: 8 });
   * show(result.itemList);
   * personalize.stamp(container, result);
   */
  recommend(request: RecommendRequest): Promise<Recommendations>;
  /** Calls GetPersonalizedRanking: sorts your list by the visitor's likely interest. Otherwise like `recommend`. */
  rank(request: RankRequest): Promise<Ranking>;
  /**
   * Writes the `recommendationId` of a result, and its source if it has one, to attributes of its container.
   * Interactions inside the container are attributed to the recommendation, and the items seen inside are the
   * impression. Also works for results that your server requested.
   */
  stamp(
    container: Element,
    result: Pick<Recommendations, 'recommendationId'> & Partial<Recommendations & Ranking>,
  ): void;
  /** Sends pending rows now. `sent` and `refused` count the rows of this call, `waiting` the rows still pending. */
  flush(): Promise<{ sent: number; waiting: number; refused: number }>;
  /** Looks again for items, media and shadow roots. Needed only if a custom element attaches its shadow root late. */
  scan(root?: ParentNode): void;
  /** Subscribes to reports. Returns a function that unsubscribes. */
  on<N extends keyof Reports>(name: N, fn: (report: Reports[N]) => void): Stop;
  /** Runs `fn` once the tag has loaded. Commands of the snippet return no results before that. */
  ready(fn: (personalize: Personalize) => void): void;
  /** Counts since the page was loaded. `waiting` counts pending rows, also those of earlier pages. */
  stats(): Stats & { waiting: number; consent: ConsentReport };
  /**
   * Returns the last fifty dead letters of this browser: rows that the service refused for good, with the reason.
   * `refused.clear()` empties the list. A value in the outbox that was not a row is listed as `{ why, value }`.
   */
  refused: { (): Refused[]; clear(): void };
  /** Removes every listener and begins no new request. Pending rows stay stored. */
  stop(): void;
  readonly version: string;
  readonly sessionId: SessionId | undefined;
  readonly userId: UserId | undefined;
}
