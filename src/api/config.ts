/** Parses the options of `init`, each of which may be missing or invalid, into a complete configuration. */

import { findBot } from '../browser/bot';
import { toJson } from '../browser/to-json';
import type { BeforeSend } from '../core/captured-event';
import { formatValue, ownOf, toId } from '../core/limits';
import type { Endpoints, Logins, Options, OwnCredentials } from './options';
import { anyText, arn, fn, number, object, type Parse, text, toBoolean, url, type Warn } from './parsers';

/** The valid options, with defaults for the rest. */
export interface Config {
  trackingId: string;
  /** Missing if the page has its own credentials. */
  identityPoolId: string;
  credentials: OwnCredentials | undefined;
  logins: Logins | undefined;
  region: string;
  endpoint: Endpoints;
  userId: string | undefined;
  consent: Options['consent'];
  respectGpc: boolean;
  respectDnt: boolean;
  clicks: boolean;
  impressions: false | { ratio: number; ms: number; eventType: string | undefined };
  media: boolean;
  dataLayer: false | { name: string; events: Record<string, unknown> };
  recommendationWindow: number;
  session: {
    idleMinutes: number;
    maxHours: number;
    cookieDomain: string | undefined;
    id: string | undefined;
  };
  flush: { delayMs: number; batch: number };
  store: { maxEvents: number; maxAgeDays: number };
  usersDatasetArn: string | undefined;
  itemsDatasetArn: string | undefined;
  attributePrefix: string;
  beforeSend: BeforeSend | undefined;
  refuse: { placeholders: boolean; personal: boolean };
  /** What shows that this is a bot, if the filter is on. */
  botFilter: string | false;
  debug: boolean;
  transportUrl: string | undefined;
}

type Given = Record<string, unknown>;
/** The parser of each option, and its default as a developer would write it. */
type Rules<T> = { [N in keyof T]: readonly [parse: Parse<T[N]>, fallback?: unknown] };

const group =
  <T extends object>(rules: Rules<T>): Parse<T> =>
  (given, path, warn) =>
    given && typeof given === 'object'
      ? parseGroup(ownOf(given as Given), rules, `${path}.`, warn)
      : undefined;
/** `true` for all defaults, `false` for off, or an object. A string is the value of the option `stringOption`. */
const groupOrOff =
  <T extends object>(rules: Rules<T>, stringOption?: string): Parse<T | false> =>
  (given, path, warn) => {
    const on = toBoolean(given);
    if (on === false) return on;
    const part = on ? {} : stringOption && typeof given === 'string' ? { [stringOption]: given } : given;
    return group(rules)(part, path, warn);
  };

/** A bad value may ask for privacy, so it must not start the tag. The chunk checks what it follows. */
const toConsent: Parse<Options['consent']> = (given, path, warn) => {
  const word = text(/^(granted|pending|denied|google|tcf|gpp)$/)(given);
  if (given === undefined || word || object(given)) return given as Options['consent'];
  warn(`option ${path}: ${formatValue(given)} is not granted, pending or denied: pending`);
  return 'pending';
};

const session: Rules<Config['session']> = {
  idleMinutes: [number(0.01), 30],
  maxHours: [number(0.01), 24],
  cookieDomain: [text(/^[\w.-]+\.[\w-]+$/)],
  id: [toId],
};
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
const refuse: Rules<Config['refuse']> = { placeholders: [toBoolean, true], personal: [toBoolean, true] };
const endpoints: Rules<Endpoints> = { events: [url], runtime: [url], cognito: [url] };

const rules: Rules<Config> = {
  trackingId: [toId],
  // Region and UUID, at most 55 characters: the limit of Cognito.
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
  // Checked by `identify`, since a placeholder means that a known user has signed out.
  userId: [(given) => given as string],
  consent: [toConsent],
  respectGpc: [toBoolean, true],
  respectDnt: [toBoolean, false],
  clicks: [toBoolean, true],
  impressions: [groupOrOff(seen), true],
  media: [toBoolean, true],
  dataLayer: [groupOrOff(layer, 'name'), false],
  recommendationWindow: [number(1), 86_400_000],
  session: [group(session), {}],
  flush: [group(flush), {}],
  store: [group(store), {}],
  usersDatasetArn: [arn],
  itemsDatasetArn: [arn],
  attributePrefix: [text(/^data-[a-z][a-z0-9-]*$/), 'data-personalize'],
  beforeSend: [fn],
  refuse: [group(refuse), {}],
  botFilter: [(given) => toBoolean(given) && findBot(), true],
  debug: [toBoolean, false],
  transportUrl: [url],
};

/** Returns the configuration, or warns and returns `undefined` if a required option is missing or malformed. */
export function parseOptions(given: unknown, warn: Warn): Config | undefined {
  const options = ownOf(given as Given);
  // `null` and `undefined` would mean the default, which is consent.
  if ('consent' in options) options.consent ??= `${options.consent}`;
  const disable = (name: string, problem: string) => void warn(`option ${name} ${problem}. The tag is off.`);
  for (const [name, where] of REQUIRED) {
    const value = options[name];
    if (name === 'identityPoolId' && value == null && fn(options.credentials)) {
      if (options.region) continue;
      return disable('region', 'is missing: there is no identityPoolId to read it from');
    }
    if (rules[name][0](value, '', warn)) continue;
    const problem = value == null || value === '' ? 'is missing' : `${formatValue(value)} is malformed`;
    return disable(name, `${problem}: see ${where}`);
  }
  const config = parseGroup(options, rules, '', warn);
  config.region ||= config.identityPoolId.split(':')[0] as string;
  return config;
}

const REQUIRED = [
  ['trackingId', 'Personalize console, "Event trackers"'],
  ['identityPoolId', 'Cognito console, "Identity pools"'],
] as const;

function parseGroup<T extends object>(given: Given, rules: Rules<T>, prefix: string, warn: Warn): T {
  for (const [name, value] of Object.entries(given)) {
    if (name in rules || value == null) continue;
    // Documented but not implemented, or unknown. An option that is switched off needs no warning.
    if (toBoolean(value) !== false) warn(`option ${prefix}${name} is not available: ignored`);
  }
  const config = ownOf({}) as T;
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
    config[name] = parsed as T[keyof T & string];
  }
  return config;
}
