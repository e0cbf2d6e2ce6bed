/** From what a person writes (everything optional, anything possible) to what the code reads (everything present). */

import { isId, show } from './limits';

/** The options of `init`. On a script tag each scalar one is an attribute: `trackingId` is `data-tracking-id`. */
export interface Options {
  /** The event tracker: Amazon Personalize console, "Event trackers". Required. */
  trackingId: string;
  /** The Cognito identity pool that lets guests in, `region:uuid`: Amazon Cognito console, "Identity pools". Required. */
  identityPoolId: string;
  /** Region of Personalize. @defaultValue the part of `identityPoolId` before `:` */
  region?: string;
  /** One base URL for all services, or one each; for the local AWS and for first-party proxies. @defaultValue AWS */
  endpoint?: string | Endpoints;
  /** The known visitor, as with `identify`. */
  userId?: string;
  /** Observe clicks. @defaultValue true */
  clicks?: boolean;
  /** When a session ends. @defaultValue `{idleMinutes: 30, maxHours: 24}` */
  session?: { idleMinutes?: number; maxHours?: number };
  /** Send so long after the first waiting event, or at so many (at most 10). @defaultValue `{delayMs: 1000, batch: 10}` */
  flush?: { delayMs?: number; batch?: number };
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

export interface Config {
  trackingId: string;
  identityPoolId: string;
  region: string;
  endpoint: Endpoints;
  userId: string | undefined;
  clicks: boolean;
  session: { idleMinutes: number; maxHours: number };
  flush: { delayMs: number; batch: number };
  attributePrefix: string;
  debug: boolean;
  transportUrl: string | undefined;
}

const defaults = {
  clicks: true,
  session: { idleMinutes: 30, maxHours: 24 },
  flush: { delayMs: 1000, batch: 10 },
  attributePrefix: 'data-personalize',
  debug: false,
};

/** Known to the documentation, not yet to the code. The value that changes nothing is taken without a word. */
const LATER: Record<string, unknown> = {
  credentials: undefined,
  logins: undefined,
  consent: 'granted',
  respectGpc: false,
  respectDnt: false,
  impressions: false,
  media: false,
  dataLayer: false,
  recommendationWindow: undefined,
  store: undefined,
  usersDatasetArn: undefined,
  itemsDatasetArn: undefined,
  beforeSend: undefined,
  botFilter: false,
};

type Say = (message: string) => void;
type Given = Record<string, unknown>;

/** The configuration, or `undefined` when something required is missing, which has been said. */
export function parseOptions(given: unknown, say: Say): Config | undefined {
  const options: Given = given && typeof given === 'object' ? (given as Given) : {};
  const off = (problem: string) => void say(`${problem}. Nothing is captured or sent.`);

  if (!isId(options.trackingId)) {
    return off(
      `option trackingId ${missing(options.trackingId)}: copy it from the Amazon Personalize console, "Event trackers"`,
    );
  }
  const pool = options.identityPoolId;
  if (typeof pool !== 'string' || !/^[\w-]{1,30}:[0-9a-f-]{1,50}$/.test(pool) || pool.length > 55) {
    return off(
      `option identityPoolId ${missing(pool)}: copy it (region:uuid) from the Amazon Cognito console, "Identity pools"`,
    );
  }
  // A wish for privacy that is not understood must not be taken for its opposite.
  if (options.consent !== undefined && options.consent !== 'granted') {
    return off(
      `option consent: ${show(options.consent)} is not available yet; load the tag after the consent instead`,
    );
  }
  for (const name of Object.keys(options)) {
    if (name in LATER) {
      const value = options[name];
      if (value !== undefined && value !== LATER[name]) say(`option ${name} is not available yet: ignored`);
    } else if (!KNOWN.includes(name)) say(`option ${name} is unknown: ignored`);
  }

  const pick = picker(options, '', say);
  return {
    trackingId: options.trackingId,
    identityPoolId: pool,
    region: pick('region', pool.slice(0, pool.indexOf(':')), isId),
    endpoint: toEndpoints(options.endpoint, say),
    userId: pick('userId', undefined as string | undefined, isId),
    clicks: pick('clicks', defaults.clicks),
    session: group(options, 'session', defaults.session, say),
    flush: group(options, 'flush', defaults.flush, say),
    attributePrefix: pick('attributePrefix', defaults.attributePrefix, (value) =>
      /^data-[a-z][a-z0-9-]*$/.test(value),
    ),
    debug: pick('debug', defaults.debug),
    transportUrl: pick('transportUrl', undefined as string | undefined, isUrl),
  };
}

const KNOWN = [
  'trackingId',
  'identityPoolId',
  'region',
  'endpoint',
  'userId',
  'clicks',
  'session',
  'flush',
].concat('attributePrefix', 'debug', 'transportUrl');

const missing = (value: unknown) =>
  value == null || value === '' ? 'is missing' : `${show(value)} is malformed`;

const isUrl = (value: unknown): boolean => {
  try {
    return typeof value === 'string' && /^https?:/.test(new URL(value, location.href).protocol);
  } catch {
    return false;
  }
};

/** Takes one value of the default's type; `"true"`, `"false"` and the texts of numbers are understood, as attributes are texts. */
function picker(options: Given, prefix: string, say: Say) {
  return <T>(name: string, fallback: T, isGood?: (value: string) => boolean): T => {
    const given = options[name];
    if (given == null) return fallback;
    if (isGood) {
      if (typeof given === 'string' && isGood(given)) return given as T;
    } else if (typeof fallback === 'boolean') {
      if (typeof given === 'boolean') return given as T;
      if (given === 'true' || given === '') return true as T;
      if (given === 'false') return false as T;
    } else if (isAmount(given, name === 'delayMs' ? 0 : Number.MIN_VALUE)) return Number(given) as T;
    say(
      `option ${prefix}${name}: ${show(given)} cannot be used, ${fallback === undefined ? 'ignored' : `${show(fallback)} was used`}`,
    );
    return fallback;
  };
}

function group<T extends Record<string, number>>(options: Given, name: string, fallback: T, say: Say): T {
  const given = options[name];
  if (given == null) return fallback;
  if (typeof given !== 'object') {
    say(`option ${name}: ${show(given)} is not an object, the defaults were used`);
    return fallback;
  }
  for (const key of Object.keys(given))
    if (!(key in fallback)) say(`option ${name}.${key} is not available: ignored`);
  const pick = picker(given as Given, `${name}.`, say);
  return Object.fromEntries(Object.entries(fallback).map(([key, value]) => [key, pick(key, value)])) as T;
}

function toEndpoints(given: unknown, say: Say): Endpoints {
  const each: Given =
    given && typeof given === 'object' ? (given as Given) : { events: given, runtime: given, cognito: given };
  const result: Endpoints = {};
  for (const name of ['events', 'runtime', 'cognito'] as const) {
    const url = each[name];
    if (url == null) continue;
    if (isUrl(url)) result[name] = String(url);
    else say(`option endpoint: ${show(url)} is not a URL, AWS was used`);
  }
  return result;
}

const isAmount = (value: unknown, min: number) =>
  typeof value !== 'boolean' && value !== '' && Number(value) >= min && Number(value) < Infinity;
