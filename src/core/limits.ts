/**
 * Applies the limits of PutEvents to each field: https://docs.aws.amazon.com/personalize/latest/dg/API_UBS_Event.html
 *
 * Each `toX` returns a value that can be sent, or `undefined` if there is none.
 */

import { toJson } from '../browser/to-json';
import type { EventFields } from './event-fields';
import { hasPersonal, isPersonal } from './personal';

/**
 * Ids that a template makes from a missing value. For such users and sessions Personalize answers 200 and ignores the
 * event.
 */
const NOT_AN_ID = /^(null|undefined|\[object Object\]|NaN|-?Infinity)$/;
/**
 * What sites give in place of an id that they do not know. As the id of a user it would merge all guests into one user.
 * Zeros and hyphens include the empty UUID.
 */
const NOBODY = /^"?\s*([0-]+|-1|guest|anonymous|unknown|none|null|undefined|nan|n\/?a|\(?not set\)?)\s*"?$/i;
/** `{{id}}`, `${id}` and `<%= id %>`, as a template contains them before it is rendered. */
const TEMPLATE = /[{$]{|<%/;
/** Names that PutEvents reserves, in upper and lower case. One of them fails the whole call. */
const RESERVED = /^(userid|sessionid|eventtype|timestamp|recommendationid|impression)$/i;
/** Smaller times are epoch seconds (until the year 5138), others are milliseconds (since 1973). */
const FIRST_MS = 1e11;
const MAX_FLOAT = 3.4e38;

/** Receives what is wrong with a part of a field, and what was done instead of sending it. */
type OnSanitized = (problem: string, done?: string) => void;

/** Formats a value for a message, shortened if it has more than 60 characters. Personal data is not written to a log. */
export const formatValue = (value: unknown): string => {
  let text: string;
  try {
    text = isPersonal(value, true)
      ? 'personal data'
      : typeof value === 'string'
        ? `"${value}"`
        : String(value);
  } catch {
    // An object without a prototype, or whose toString throws.
    text = typeof value;
  }
  if (text.length > 60) text = `${text.slice(0, 57)}… (${String(value).length} characters)`;
  return TEMPLATE.test(text) ? `unrendered template ${text}` : text;
};

/** Whether a value stands for a user or an order that is not known. It may be quoted, as a string is formatted. */
export const isNobody = (value: unknown): boolean => NOBODY.test(formatValue(value));

export const toText =
  (most: number) =>
  (value: unknown): string | undefined => {
    const text = typeof value === 'string' && value.trim();
    return text && text.length <= most ? text : undefined;
  };

/** A valid user, session or item id: 1 to 256 characters, and neither made from a missing value nor a template. */
export const toId = (value: unknown): string | undefined => {
  const id = toText(256)(typeof value === 'number' ? `${value}` : value);
  return id && (NOT_AN_ID.test(id) || TEMPLATE.test(id)) ? undefined : id;
};

/** A number, or a string that contains one. An empty string is invalid, although `Number('')` is 0. */
export const toNumber = (value: unknown): number | undefined => {
  const isNumeric = typeof value === 'number' || (typeof value === 'string' && value.trim());
  return isNumeric && Math.abs(Number(value)) <= MAX_FLOAT ? Number(value) : undefined;
};

export const toSeconds = (value: unknown): number | undefined => {
  const ms = typeof value === 'number' && value < FIRST_MS ? value * 1000 : value;
  if (typeof ms !== 'number' && typeof ms !== 'string' && !(ms instanceof Date)) return;
  // NaN also for a time outside the range of Date, which the SDK cannot serialize.
  const time = new Date(ms).getTime();
  return time >= 0 ? time / 1000 : undefined;
};

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  !!value && typeof value === 'object' && !Array.isArray(value);

/**
 * Copies the object's own values into an object without a prototype, where a name is not found that the page has defined
 * on `Object.prototype`.
 */
export const ownOf = <T extends object>(given: T): T => ({ __proto__: null, ...given });

function toProperties(value: unknown, onSanitized: OnSanitized): string | undefined {
  try {
    // Serialized and parsed, because a toJSON method may change the value.
    const kept: unknown = JSON.parse(typeof value === 'string' ? value : (toJson(value) as string));
    if (!isRecord(kept) || value instanceof Map) return;
    for (const name of Object.keys(kept)) {
      const isReserved = RESERVED.test(name);
      if (!isReserved && !hasPersonal(kept[name])) continue;
      delete kept[name];
      onSanitized(`${formatValue(name)} is ${isReserved ? 'reserved by PutEvents' : 'personal data'}`);
    }
    return toText(1024)(toJson(kept));
  } catch {
    // A circular object, a BigInt, a getter that throws, or a string that is not JSON.
  }
  return undefined;
}

/** The 25 most recent ids that fit into 1,000 characters joined by `|`, each once, including the item itself. */
export function toImpression(
  value: unknown,
  onSanitized: OnSanitized,
  { itemId }: EventFields,
): string[] | undefined {
  if (!Array.isArray(value)) return;
  const ids = value.map(toId).filter((id): id is string => !!id && !id.includes('|'));
  if (!ids.length) return;
  if (ids.length < value.length) onSanitized('has invalid item ids');
  const own = toId(itemId);
  const kept = new Set<string>();
  let room = 1000;
  // From the end, because the most recent ids are last. The item itself is added first, so that it always fits.
  for (const id of [...ids.filter((id) => id === own), ...ids.reverse()]) {
    if (kept.has(id)) continue;
    room -= id.length + 1;
    // The joined string has one separator fewer than ids, so room may end at -1.
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

export const toEventId = (value: unknown): string | undefined =>
  typeof value === 'string' ? toId(value) : undefined;

type Rule = readonly [
  parse: (value: unknown, onSanitized: OnSanitized, fields: EventFields) => unknown,
  expected: string,
  otherwise?: string,
];

/** For each field of an event: the parser, what it expects, and what is done with an invalid value. */
export const FIELDS: { [name in keyof EventFields | string]?: Rule | null } = {
  // No prototype, so that a field called toString has no rule.
  __proto__: null,
  itemId: [toId, 'an id of 1 to 256 characters'],
  eventValue: [toNumber, 'a finite number'],
  properties: [toProperties, 'an object of at most 1,024 characters as JSON'],
  recommendationId: [toText(40), 'a text of 1 to 40 characters'],
  impression: [toImpression, 'a list of item ids'],
  metricAttribution: [toAttribution, 'an eventAttributionSource of 1 to 1,024 printable ASCII characters'],
  eventId: [toEventId, 'a text of 1 to 256 characters', 'a new one was made'],
  sentAt: [toSeconds, 'a time', 'the time of the call was used'],
};
