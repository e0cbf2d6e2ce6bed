/** What a person writes: everything but two options may be left out. */

/** The options of `init`. On a script tag each scalar one is an attribute: `trackingId` is `data-tracking-id`. */
export interface Options {
  /** The event tracker: Amazon Personalize console, "Event trackers". Required. */
  trackingId: string;
  /** The Cognito identity pool that lets guests in, `region:uuid`: Amazon Cognito console, "Identity pools". Required without `credentials`. */
  identityPoolId?: string;
  /** AWS credentials of your own instead of an identity pool; then `region` is required. Asked again when they expire. */
  credentials?: OwnCredentials;
  /** Cognito logins of a signed-in visitor, provider → token, or a function that gives them. Without any: a guest. */
  logins?: Logins;
  /** Region of Personalize. @defaultValue the part of `identityPoolId` before `:` */
  region?: string;
  /** One base URL for all services, or one each; for the local AWS and for first-party proxies. @defaultValue AWS */
  endpoint?: string | Endpoints;
  /** The known visitor, as with `identify`. */
  userId?: string;
  /** Observe clicks. @defaultValue true */
  clicks?: boolean;
  /** What counts as seen; `eventType` also sends each impression as an event. @defaultValue `{ratio: 0.5, ms: 1000}` */
  impressions?: boolean | { ratio?: number; ms?: number; eventType?: string };
  /** Observe `<video>` and `<audio>` that carry an item. @defaultValue true */
  media?: boolean;
  /**
   * Follow GA4 e-commerce events: `true` for `window.dataLayer`, or its other name. `events` changes what becomes of
   * one, by its GA4 name: `{ add_to_wishlist: 'Like', add_to_cart: false }`. @defaultValue false
   */
  dataLayer?: boolean | string | { name?: string; events?: Record<string, string | false> };
  /** How long an item remembers the recommendation it came from: in milliseconds. @defaultValue 86,400,000, a day */
  recommendationWindow?: number;
  /** When a session ends. @defaultValue `{idleMinutes: 30, maxHours: 24}` */
  session?: { idleMinutes?: number; maxHours?: number };
  /** Send so long after the first waiting event, or at so many (at most 10). @defaultValue `{delayMs: 1000, batch: 10}` */
  flush?: { delayMs?: number; batch?: number };
  /**
   * Bounds of what waits in this browser: beyond `maxEvents` the oldest are dropped, and so is what is older than
   * `maxAgeDays` (metric attributions take 14 days at most). @defaultValue `{maxEvents: 5000, maxAgeDays: 13}`
   */
  store?: { maxEvents?: number; maxAgeDays?: number };
  /**
   * Turns on PutUsers for the traits of `identify`. It replaces the stored user, and whoever has the page's role can do
   * the same to any user: read the README before. @defaultValue off
   */
  usersDatasetArn?: string;
  /** Turns on PutItems for `putItems`, with the same warning. @defaultValue off */
  itemsDatasetArn?: string;
  /** @defaultValue `data-personalize` */
  attributePrefix?: string;
  /** Log to the console; also `?personalize_debug` and `localStorage.personalize_debug`. @defaultValue false */
  debug?: boolean;
  /** The folder that has the chunks. @defaultValue beside the tag */
  transportUrl?: string;
}

export interface Endpoints {
  events?: string;
  runtime?: string;
  cognito?: string;
}

export type OwnCredentials = () => Promise<{
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  expiration?: Date | string | number;
}>;

type LoginMap = Record<string, string>;
export type Logins = LoginMap | (() => LoginMap | Promise<LoginMap>);
