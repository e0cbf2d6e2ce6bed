/**
 * The limits of PutEvents, value by value: https://docs.aws.amazon.com/personalize/latest/dg/API_UBS_Event.html
 *
 * Each function gives the value as it can be sent, or tells `mend` which field it had to change and what was done.
 */

import type { EpochMs, EventFields } from './event';

/** Ids that a template made of a missing value. Personalize answers 200 to such users and sessions and ignores the event. */
const NOT_AN_ID = ['null', 'undefined', '[object Object]'];
/** Reserved by PutEvents in any case; one of them fails the whole call. */
const RESERVED = /^(userid|sessionid|eventtype|timestamp|recommendationid|impression)$/i;
/** Where epoch seconds end (the year 5138) and milliseconds begin (1973). */
const FIRST_MS = 1e11;
const MAX_FLOAT = 3.4e38;

export const isText = (value: unknown, max: number): value is string =>
  typeof value === 'string' && value.length > 0 && value.length <= max;

/** A user, session or item id that Personalize will take: 1 to 256 characters, and not the name of nothing. */
export const isId = (value: unknown): value is string => isText(value, 256) && !NOT_AN_ID.includes(value);

/** How a value looks in a message. */
export const show = (value: unknown): string => {
  const text = typeof value === 'string' ? `"${value}"` : String(value);
  return text.length > 60 ? `${text.slice(0, 56)}…" (${text.length} characters)` : text;
};

/** Hears what was wrong with a field, and what was done instead of sending it. */
export type Mend = (field: string, problem: string, done?: string) => void;

/** The id that a page meant, `''` where it meant none that can be used. */
export const toId = (value: unknown): string => {
  const text = typeof value === 'number' ? String(value) : value;
  return isId(text) && text !== 'NaN' ? text : '';
};

/** A number or the text of one; `NaN` for all else, the empty text too (`Number('')` is 0). */
export const toNumber = (value: unknown): number => {
  const number =
    typeof value === 'number' ? value : typeof value === 'string' && value.trim() ? Number(value) : NaN;
  return Math.abs(number) <= MAX_FLOAT ? number : NaN;
};

export function toEpochMs(value: Date | string | number): EpochMs {
  if (typeof value === 'number') return value < FIRST_MS ? value * 1000 : value;
  return new Date(value).getTime();
}

export function toProperties(given: EventFields['properties'], mend: Mend): string | undefined {
  if (given == null) return;
  let text: string;
  try {
    const parsed: unknown = typeof given === 'string' ? JSON.parse(given) : given;
    if (typeof parsed !== 'object' || !parsed || Array.isArray(parsed)) throw new TypeError('not an object');
    const kept = { ...parsed } as Record<string, unknown>;
    for (const name of Object.keys(kept)) {
      if (!RESERVED.test(name)) continue;
      delete kept[name];
      mend(`properties.${name}`, 'is reserved by PutEvents');
    }
    text = JSON.stringify(kept);
  } catch (error) {
    return void mend('properties', `cannot be written as a JSON object (${error})`);
  }
  if (text === '{}') return;
  if (text.length <= 1024) return text;
  mend('properties', `has ${text.length} characters as JSON, PutEvents takes 1,024`);
  return;
}

/** The most recent 25 that fit into 1,000 characters joined by `|`, each once, the item itself among them. */
export function toImpression(given: readonly unknown[], itemId: string | undefined, mend: Mend): string[] {
  if (!Array.isArray(given)) {
    mend('impression', 'is not a list of item ids');
    return [];
  }
  const ids = given.map(toId).filter((id) => id && !id.includes('|'));
  if (ids.length < given.length) mend('impression', 'has members that are no item ids');
  const kept = new Set<string>();
  let room = 1000;
  // From the end, since the most recent stand last; the item itself before all of them.
  for (const id of itemId && ids.includes(itemId) ? [itemId, ...ids.reverse()] : ids.reverse()) {
    if (kept.has(id)) continue;
    room -= id.length + 1;
    // The joined text has one separator fewer than ids, so room may end at -1.
    if (kept.size === 25 || room < -1) {
      mend('impression', 'has more than 25 ids or 1,000 characters', 'the most recent were kept');
      break;
    }
    kept.add(id);
  }
  return [...kept].reverse();
}
