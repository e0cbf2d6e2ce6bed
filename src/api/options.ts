/** The types of the options of `init`. All options but two are optional. */

import type { ConsentState } from '../consent/consent';
import type { PlatformName, Platforms } from '../consent/platforms';
import type { BeforeSend } from '../core/captured-event';

/** The options of `init`. On a script tag each scalar option is an attribute: `trackingId` is `data-tracking-id`. */
export interface Options {
  /** The event tracker: Amazon Personalize console, "Event trackers". Required. */
  trackingId: string;
  /**
   * The Cognito identity pool with guest access, `region:uuid`: Amazon Cognito console, "Identity pools". Required
   * without `credentials`.
   */
  identityPoolId?: string;
  /**
   * Your own AWS credentials instead of an identity pool; then `region` is required. The tag calls the function again
   * when the credentials expire.
   */
  credentials?: OwnCredentials;
  /** Cognito logins of a signed-in visitor, provider → token, or a function that returns them. Without: a guest. */
  logins?: Logins;
  /** Region of Personalize. @defaultValue the part of `identityPoolId` before `:` */
  region?: string;
  /** One base URL for all services, or one for each: for the local AWS or a first-party proxy. @defaultValue AWS */
  endpoint?: string | Endpoints;
  /** The known user, as with `identify`. */
  userId?: string;
  /**
   * Whether the tag may store and send, until `consent()` is called. `pending`: events wait in memory for `consent()`.
   * Or the consent platforms to follow: `'google'`, `'tcf'`, `'gpp'`, or an object of several, all of which must grant.
   * @defaultValue `'granted'`
   */
  consent?: ConsentState | PlatformName | Platforms;
  /** Treat Global Privacy Control as a denial unless consent was granted by a call or this option. @defaultValue true */
  respectGpc?: boolean;
  /** The same for Do Not Track. @defaultValue false */
  respectDnt?: boolean;
  /** Observe clicks. @defaultValue true */
  clicks?: boolean;
  /**
   * When an item counts as seen: `ratio` of its pixels are visible for `ms` milliseconds. With `eventType` each
   * impression is also sent as an event. @defaultValue `{ratio: 0.5, ms: 1000}`
   */
  impressions?: boolean | { ratio?: number; ms?: number; eventType?: string };
  /** Observe `<video>` and `<audio>` that carry an item. @defaultValue true */
  media?: boolean;
  /**
   * Capture GA4 e-commerce events: `true` for `window.dataLayer`, or the name of another data layer. `events` maps a
   * GA4 event name to an event type, or to `false` to ignore it: `{ add_to_wishlist: 'Like', add_to_cart: false }`.
   * @defaultValue false
   */
  dataLayer?: boolean | string | { name?: string; events?: Record<string, string | false> };
  /** How long an item is attributed to its recommendation, in milliseconds. @defaultValue 86,400,000, a day */
  recommendationWindow?: number;
  /** When a session ends: without an event or at this age. @defaultValue `{idleMinutes: 30, maxHours: 24}` */
  session?: {
    idleMinutes?: number;
    maxHours?: number;
    /** Shares the session over the subdomains of this domain, by one cookie: `'example.com'`. */
    cookieDomain?: string;
    /** The id of a session that your server decides, or the name of a cookie that contains it (not HttpOnly). */
    id?: string;
  };
  /**
   * Send this many milliseconds after the first pending event, or once this many events are pending (1 to 10).
   * @defaultValue `{delayMs: 1000, batch: 10}`
   */
  flush?: { delayMs?: number; batch?: number };
  /**
   * Limits of the outbox in this browser: beyond `maxEvents` the oldest events are dropped, and so are events older
   * than `maxAgeDays` (metric attributions accept at most 14 days). @defaultValue `{maxEvents: 5000, maxAgeDays: 13}`
   */
  store?: { maxEvents?: number; maxAgeDays?: number };
  /**
   * Turns on PutUsers for the traits of `identify`. PutUsers replaces the stored user, and anyone with the page's role
   * can replace any user: read the README first. @defaultValue off
   */
  usersDatasetArn?: string;
  /** Turns on PutItems for `putItems`, with the same warning. @defaultValue off */
  itemsDatasetArn?: string;
  /** Prefix of the tag's attributes on elements. @defaultValue `data-personalize` */
  attributePrefix?: string;
  /**
   * Gets each event before it is checked and stored, and returns it, changed or not, or `null` to drop it. `eventId`,
   * `sentAt`, `sessionId` and `userId` cannot be changed. If it throws, the event is dropped.
   */
  beforeSend?: BeforeSend;
  /**
   * `placeholders`: user ids such as `guest` and `0`. `personal`: card numbers, phone numbers and tokens in `properties`
   * and as ids of users and sessions, and e-mail addresses in `properties`.
   * @defaultValue `{placeholders: true, personal: true}`
   */
  refuse?: { placeholders?: boolean; personal?: boolean };
  /** Capture nothing in a driven browser (`navigator.webdriver`) and for crawlers. @defaultValue true */
  botFilter?: boolean;
  /** Log to the console; also `?personalize_debug` and `localStorage.personalize_debug`. @defaultValue false */
  debug?: boolean;
  /** URL of the folder that contains the chunks. @defaultValue the folder of the tag */
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
