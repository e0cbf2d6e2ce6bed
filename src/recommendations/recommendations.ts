/** What is asked and answered about recommendations, as people see it; types only, for the tag and its chunks alike. */

/** A plain value or several; the quotes that Personalize wants around each are ours to write. */
export type FilterValues = Record<string, string | number | boolean | readonly (string | number | boolean)[]>;

/** Items that are to have a share of the answer whatever the visitor likes. */
export interface Promotion {
  /** 1 to 63 letters, digits, `-` and `_`; comes back as `promotionName`. */
  name?: string;
  /** 1 to 100. */
  percentPromotedItems?: number;
  /** Which items: required by Personalize. */
  filterArn?: string;
  filterValues?: FilterValues;
}

/** What both operations take beside their own members. */
export interface CommonRequest {
  /** The visitor's context, by the name of the field in the schema: `{ DEVICE: 'phone' }`. At most 150. */
  context?: Record<string, string | number | boolean>;
  filterArn?: string;
  /** A value for each `$PARAMETER` of the filter: `{ CATEGORY: ['shoes', 'bags'] }`. At most 25, each 1,000 characters. */
  filterValues?: FilterValues;
  /** Columns of the items dataset to get with each item. At most 50 items may then be asked for. */
  metadataColumns?: readonly string[] | Record<string, readonly string[]>;
  /** Credited with what comes of it, as in `track`; printable ASCII, at most 1,024 characters. */
  metricAttribution?: { eventAttributionSource: string };
  /** Abandons it: the promise rejects with an `AbortError`. */
  signal?: AbortSignal;
  /** Rejects with a `TimeoutError` after so long, loading included. @defaultValue 5000 */
  timeoutMs?: number;
  /** How old an answer may be that is given again; 0 asks anew. @defaultValue 60,000 */
  cacheMs?: number;
}

/** GetRecommendations, without the user, who is the known one or the session. */
export interface RecommendRequest extends CommonRequest {
  /** This or `campaignArn`. */
  recommenderArn?: string;
  campaignArn?: string;
  /** The item that the recommendations are to go with, where the recipe wants one. */
  itemId?: string | number;
  /** 0 to 500. @defaultValue 25, by Personalize */
  numResults?: number;
  /** At most one. */
  promotions?: readonly Promotion[];
}

/** GetPersonalizedRanking. */
export interface RankRequest extends CommonRequest {
  campaignArn: string;
  /** 1 to 500 items. */
  inputList: readonly (string | number)[];
}

export interface PredictedItem {
  itemId: string;
  /** 0 to 1, where the recipe gives one. */
  score?: number;
  /** The promotion that brought it. */
  promotionName?: string;
  metadata?: Record<string, string>;
  /** Why it is there, where the recipe says so. */
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
 * Why there is no answer. `name` is that of AWS's error (`ResourceNotFoundException`, `AccessDeniedException`,
 * `ThrottlingException`, `InvalidInputException`, …), or `OfflineError`, `TimeoutError`, `AbortError`, or
 * `UnavailableError` where the tag is off. The message says what to do.
 */
export type RecommendationError = Error;
