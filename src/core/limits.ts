/**
 * The limits of PutEvents, value by value: https://docs.aws.amazon.com/personalize/latest/dg/API_UBS_Event.html
 *
 * Each `toX` gives the value as it can be sent, `undefined` where there is none.
 */

import { toJson } from '../browser/to-json';
import type { EventFields } from './event';

/** Ids that a template made of a missing value. Personalize answers 200 to such users and sessions and ignores the event. */
const NOT_AN_ID = /^(null|undefined|\[object Object\]|NaN|-?Infinity)$/;
/** Reserved by PutEvents in any case; one of them fails the whole call. */
const RESERVED = /^(userid|sessionid|eventtype|timestamp|recommendationid|impression)$/i;
/** Where epoch seconds end (the year 5138) and milliseconds begin (1973). */
const FIRST_MS = 1e11;
const MAX_FLOAT = 3.4e38;

/** Hears what was wrong with a part of a field, and what was done instead of sending it. */
type OnSanitized = (problem: string, done?: string) => void;

/** How a value looks in a message. */
export const formatValue = (value: unknown): string => {
  let text: string;
  try {
    text = typeof value === 'string' ? `"${value}"` : String(value);
  } catch {
    // An object without a prototype, or with a toString that throws.
    text = typeof value;
  }
  return text.length > 60 ? `${text.slice(0, 57)}… (${String(value).length} characters)` : text;
};

export const toText =
  (most: number) =>
  (value: unknown): string | undefined =>
    typeof value === 'string' && value && value.length <= most ? value : undefined;

/** A user, session or item id that Personalize will take: 1 to 256 characters, and not the name of nothing. */
export const toId = (value: unknown): string | undefined => {
  const id = toText(256)(typeof value === 'number' ? `${value}` : value);
  return id && NOT_AN_ID.test(id) ? undefined : id;
};

/** A number, or the text of one; the empty text is none (`Number('')` is 0). */
export const toNumber = (value: unknown): number | undefined => {
  const number =
    typeof value === 'number' || (typeof value === 'string' && value.trim())
      ? Number(value)
      : (undefined as never);
  return Math.abs(number) <= MAX_FLOAT ? number : undefined;
};

const toSeconds = (value: unknown): number | undefined => {
  const ms = typeof value === 'number' && value < FIRST_MS ? value * 1000 : value;
  if (typeof ms !== 'number' && typeof ms !== 'string' && !(ms instanceof Date)) return;
  // NaN for what a Date cannot hold either: the SDK could not write it.
  const time = new Date(ms).getTime();
  return time >= 0 ? time / 1000 : undefined;
};

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  !!value && typeof value === 'object' && !Array.isArray(value);

function toProperties(value: unknown, onSanitized: OnSanitized): string | undefined {
  try {
    // Written and read again: only then it is known what a toJSON has made of it.
    const kept: unknown = JSON.parse(typeof value === 'string' ? value : (toJson(value) as string));
    if (!isRecord(kept) || value instanceof Map) return;
    for (const name of Object.keys(kept)) {
      if (!RESERVED.test(name)) continue;
      delete kept[name];
      onSanitized(`${formatValue(name)} is reserved by PutEvents`);
    }
    return toText(1024)(toJson(kept));
  } catch {
    // Circular, a BigInt, a getter that throws, or text that is no JSON.
  }
  return undefined;
}

/** The most recent 25 that fit into 1,000 characters joined by `|`, each once, the item itself among them. */
export function toImpression(
  value: unknown,
  onSanitized: OnSanitized,
  { itemId }: EventFields,
): string[] | undefined {
  if (!Array.isArray(value)) return;
  const ids = value.map(toId).filter((id): id is string => !!id && !id.includes('|'));
  if (!ids.length) return;
  if (ids.length < value.length) onSanitized('has members that are no item ids');
  const own = toId(itemId);
  const kept = new Set<string>();
  let room = 1000;
  // From the end, since the most recent stand last; the item itself before all of them.
  for (const id of [...ids.filter((id) => id === own), ...ids.reverse()]) {
    if (kept.has(id)) continue;
    room -= id.length + 1;
    // The joined text has one separator fewer than ids, so room may end at -1.
    if (kept.size === 25 || room < -1) {
      onSanitized('has more than 25 ids or 1,000 characters', 'the most recent were kept');
      break;
    }
    kept.add(id);
  }
  return [...kept].reverse();
}

function toAttribution(value: unknown): { eventAttributionSource: string } | undefined {
  const eventAttributionSource = toText(1024)(
    (value as { eventAttributionSource?: unknown }).eventAttributionSource,
  );
  return eventAttributionSource && /^[ -~]*[!-~][ -~]*$/.test(eventAttributionSource)
    ? { eventAttributionSource }
    : undefined;
}

type Rule = readonly [
  parse: (value: unknown, onSanitized: OnSanitized, fields: EventFields) => unknown,
  expected: string,
  otherwise?: string,
];

/** The fields of an event: how each is read, what it should have been, and what is done where it is not. */
export const FIELDS: { [name in keyof EventFields | string]?: Rule } = {
  // So that a field called toString has no rule.
  __proto__: null as never,
  itemId: [toId, 'an id of 1 to 256 characters'],
  eventValue: [toNumber, 'a finite number'],
  properties: [toProperties, 'an object of at most 1,024 characters as JSON'],
  recommendationId: [toText(40), 'a text of 1 to 40 characters'],
  impression: [toImpression, 'a list of item ids'],
  metricAttribution: [toAttribution, 'an eventAttributionSource of 1 to 1,024 printable ASCII characters'],
  eventId: [
    (value) => (typeof value === 'string' ? toId(value) : undefined),
    'a text of 1 to 256 characters',
    'a new one was made',
  ],
  sentAt: [toSeconds, 'a time', 'the time of the call was used'],
};
