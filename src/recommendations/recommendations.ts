/** Defines the public types of recommendation requests and responses. Types only, shared by the tag and its chunks. */

/** One value or a list of values. The tag adds the quotes that Personalize requires around each value. */
export type FilterValues = Record<string, string | number | boolean | readonly (string | number | boolean)[]>;

/** Items that get a fixed share of the response, whatever the visitor's interests are. */
export interface Promotion {
  /** 1 to 63 letters, digits, `-` and `_`; returned as `promotionName`. */
  name?: string;
  /** 1 to 100. */
  percentPromotedItems?: number;
  /** Selects the promoted items; required by Personalize. */
  filterArn?: string;
  filterValues?: FilterValues;
}

/** The fields that both operations accept. */
export interface CommonRequest {
  /** The visitor's context, by the name of the field in the schema: `{ DEVICE: 'phone' }`. At most 150 fields. */
  context?: Record<string, string | number | boolean>;
  filterArn?: string;
  /**
   * A value for each `$PARAMETER` of the filter: `{ CATEGORY: ['shoes', 'bags'] }`. At most 25 parameters, each of at
   * most 1,000 characters.
   */
  filterValues?: FilterValues;
  /** Columns of the items dataset to return with each item. At most 50 items can then be requested. */
  metadataColumns?: readonly string[] | Record<string, readonly string[]>;
  /** The attribution of interactions with these items, as in `track`; printable ASCII, at most 1,024 characters. */
  metricAttribution?: { eventAttributionSource: string };
  /** Aborts the request: the promise rejects with an `AbortError`. */
  signal?: AbortSignal;
  /** Rejects with a `TimeoutError` after this time in milliseconds, chunk loading included. @defaultValue 5000 */
  timeoutMs?: number;
  /** The maximum age of a cached response in milliseconds; 0 always sends a request. @defaultValue 60,000 */
  cacheMs?: number;
}

/** A GetRecommendations request. The user is not part of it: the tag sends the known user, otherwise the session. */
export interface RecommendRequest extends CommonRequest {
  /** Exactly one of this and `campaignArn` is required. */
  recommenderArn?: string;
  campaignArn?: string;
  /** The item that the recommendations relate to, if the recipe requires one. */
  itemId?: string | number;
  /** 0 to 500. @defaultValue 25, set by Personalize */
  numResults?: number;
  /** At most one. */
  promotions?: readonly Promotion[];
}

/** A GetPersonalizedRanking request. */
export interface RankRequest extends CommonRequest {
  campaignArn: string;
  /** 1 to 500 items. */
  inputList: readonly (string | number)[];
}

export interface PredictedItem {
  itemId: string;
  /** 0 to 1, if the recipe returns a score. */
  score?: number;
  /** The promotion that added the item. */
  promotionName?: string;
  metadata?: Record<string, string>;
  /** Why the item is recommended, if the recipe returns a reason. */
  reason?: string[];
}

interface Answer {
  recommendationId: string;
  /** As in the request. */
  metricAttribution?: { eventAttributionSource: string };
}

export interface Recommendations extends Answer {
  itemList: PredictedItem[];
}

export interface Ranking extends Answer {
  personalizedRanking: PredictedItem[];
}

/**
 * Why a request failed. `name` is the name of the AWS error (`ResourceNotFoundException`, `AccessDeniedException`,
 * `ThrottlingException`, `InvalidInputException`, …), or `OfflineError`, `TimeoutError`, `AbortError`, or
 * `UnavailableError` if the tag is off. The message says what to do.
 */
export type RecommendationError = Error;
