/** From what a person writes (everything optional, anything possible) to what the code reads (everything present). */

import { toJson } from '../browser/to-json';
import { formatValue, toId, toNumber, toText } from '../core/limits';
import type { Endpoints, Logins, OwnCredentials } from './options';

/** What the code reads. */
export interface Config {
  trackingId: string;
  /** Empty where the page has credentials of its own. */
  identityPoolId: string;
  credentials: OwnCredentials | undefined;
  logins: Logins | undefined;
  region: string;
  endpoint: Endpoints;
  userId: string | undefined;
  clicks: boolean;
  impressions: false | { ratio: number; ms: number; eventType: string | undefined };
  media: boolean;
  dataLayer: false | { name: string; events: Record<string, unknown> };
  recommendationWindow: number;
  session: { idleMinutes: number; maxHours: number };
  flush: { delayMs: number; batch: number };
  store: { maxEvents: number; maxAgeDays: number };
  usersDatasetArn: string | undefined;
  itemsDatasetArn: string | undefined;
  attributePrefix: string;
  debug: boolean;
  transportUrl: string | undefined;
}

type Say = (message: string) => void;
type Given = Record<string, unknown>;
/** Gives the value as the code reads it, `undefined` where it cannot be used. */
type Parse<T> = (given: unknown, path: string, warn: Say) => T | undefined;
/** How each option is read, and what stands for it where nothing is given, as a person would write it. */
type Rules<T> = { [N in keyof T]: readonly [parse: Parse<T[N]>, fallback?: unknown] };

// Attributes are texts, so the texts of numbers and truth values are taken for them.
const truth = (given: unknown): boolean | undefined => {
  if (given === true || given === 'true' || given === '') return true;
  return given === false || given === 'false' ? false : undefined;
};
const number =
  (min: number, max = Infinity): Parse<number> =>
  (given) => {
    const amount = toNumber(given) as number;
    return amount >= min && amount <= max ? amount : undefined;
  };
const text =
  (pattern: RegExp) =>
  (given: unknown): string | undefined =>
    typeof given === 'string' && pattern.test(given) ? given : undefined;
const anyText = toText(256);
const object = <T>(given: unknown): T | undefined => (typeof given === 'object' ? (given as T) : undefined);
const fn = <T>(given: unknown): T | undefined => (typeof given === 'function' ? (given as T) : undefined);
const url: Parse<string> = (given) => {
  try {
    if (/^http/.test(new URL(given as string, location.href).protocol)) return anyText(given);
  } catch {
    // Said like any other value that cannot be used.
  }
  return undefined;
};
const arn = text(/^arn:[a-z\d-]+:personalize:.*:.*:.+$/);
const group =
  <T extends object>(rules: Rules<T>): Parse<T> =>
  (given, path, warn) =>
    given && typeof given === 'object' ? take(given as Given, rules, `${path}.`, warn) : undefined;
/** `true` for all defaults, `false` for off, or an object; a text is what `named` makes of it. */
const unlessOff =
  <T extends object>(rules: Rules<T>, named?: string): Parse<T | false> =>
  (given, path, warn) => {
    const on = truth(given);
    if (on === false) return on;
    const part = on ? {} : named && typeof given === 'string' ? { [named]: given } : given;
    return group(rules)(part, path, warn);
  };

const session: Rules<Config['session']> = { idleMinutes: [number(0.01), 30], maxHours: [number(0.01), 24] };
const flush: Rules<Config['flush']> = { delayMs: [number(0), 1000], batch: [number(1, 10), 10] };
const store: Rules<Config['store']> = { maxEvents: [number(1), 5000], maxAgeDays: [number(0.01), 13] };
const seen: Rules<Exclude<Config['impressions'], false>> = {
  ratio: [number(0.01, 1), 0.5],
  ms: [number(0), 1000],
  eventType: [anyText],
};
const layer: Rules<Exclude<Config['dataLayer'], false>> = {
  name: [text(/^[\w$]+$/), 'dataLayer'],
  events: [object, {}],
};
const endpoints: Rules<Endpoints> = {
  events: [url],
  runtime: [url],
  cognito: [url],
};

const rules: Rules<Config> = {
  trackingId: [toId],
  // Region and UUID, 55 characters in all: the identity service's own limit.
  identityPoolId: [text(/^[\w-]{1,18}:[0-9a-f-]{1,36}$/)],
  credentials: [fn],
  logins: [(given) => object(given) ?? fn(given)],
  region: [text(/^[\w-]+$/)],
  endpoint: [
    (given, path, warn) => {
      const one = url(given, path, warn);
      return one ? { events: one, runtime: one, cognito: one } : group(endpoints)(given, path, warn);
    },
    {},
  ],
  userId: [toId],
  clicks: [truth, true],
  impressions: [unlessOff(seen), true],
  media: [truth, true],
  dataLayer: [unlessOff(layer, 'name'), false],
  recommendationWindow: [number(1), 86_400_000],
  session: [group(session), {}],
  flush: [group(flush), {}],
  store: [group(store), {}],
  usersDatasetArn: [arn],
  itemsDatasetArn: [arn],
  attributePrefix: [text(/^data-[a-z][a-z0-9-]*$/), 'data-personalize'],
  debug: [truth, false],
  transportUrl: [url],
};

/** The configuration, or `undefined` when something required is missing, which has been said. */
export function parseOptions(given: unknown, warn: Say): Config | undefined {
  const options = { ...(given as Given) };
  const off = (name: string, problem: string) => void warn(`option ${name} ${problem}. The tag is off.`);
  // A wish for privacy that is not understood must not be taken for its opposite.
  if (options.consent !== undefined && options.consent !== 'granted') {
    return off('consent', `${formatValue(options.consent)} is not available: load the tag after consent`);
  }
  for (const [name, where] of REQUIRED) {
    const value = options[name];
    if (name === 'identityPoolId' && value == null && fn(options.credentials)) {
      if (options.region) continue;
      return off('region', 'is missing: there is no identityPoolId to read it from');
    }
    if (rules[name][0](value, '', warn)) continue;
    const problem = value == null || value === '' ? 'is missing' : `${formatValue(value)} is malformed`;
    return off(name, `${problem}: see ${where}`);
  }
  const config = take(options, rules, '', warn);
  config.region ||= config.identityPoolId.split(':')[0] as string;
  return config;
}

const REQUIRED = [
  ['trackingId', 'Personalize console, "Event trackers"'],
  ['identityPoolId', 'Cognito console, "Identity pools"'],
] as const;

function take<T extends object>(given: Given, rules: Rules<T>, prefix: string, warn: Say): T {
  for (const [name, value] of Object.entries(given)) {
    if (name in rules || value == null) continue;
    // Named in the documentation and not built yet, or not known at all. What is switched off is off.
    if (truth(value) !== false && value !== 'granted')
      warn(`option ${prefix}${name} is not available: ignored`);
  }
  const taken = {} as T;
  for (const name of Object.keys(rules) as (keyof T & string)[]) {
    const [parse, fallback] = rules[name];
    const read = (value: unknown) => parse(value, prefix + name, warn);
    const value = given[name] ?? fallback;
    let parsed = read(value);
    if (parsed === undefined && value !== undefined) {
      warn(
        `option ${prefix}${name}: ${formatValue(value)} cannot be used, ${toJson(fallback) ?? 'the default'} was used`,
      );
      parsed = read(fallback);
    }
    taken[name] = parsed as T[keyof T & string];
  }
  return taken;
}
