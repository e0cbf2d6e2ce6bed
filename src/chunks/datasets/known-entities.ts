/**
 * Users and items as PutUsers and PutItems take them: fields in the camelCase of the schema, several values joined by
 * pipes, and sent again only when something has changed since the last time from this browser.
 */

import type { SiteStorage } from '../../browser/site-storage';
import { toJson } from '../../browser/to-json';
import type { DatasetRow } from '../../core/event';
import { formatValue, isRecord, toId } from '../../core/limits';

const KEY = 'personalize.records';
/** The last so many are remembered; who is forgotten is sent once more. */
const MOST = 2000;
/** https://docs.aws.amazon.com/personalize/latest/dg/API_UBS_Item.html, API_UBS_User.html */
const LONGEST = { item: 32_000, user: 24_000 };

type Known = Record<string, string>;

export function createKnownEntities(storage: SiteStorage) {
  /** On its way, or refused: what will stand in the dataset is not known. */
  const underWay = new Set<string>();
  /** Read once a task and written at its end: other tabs write as well, and ten of a call come at once. */
  let known: Known | undefined;
  let isNew = false;

  function read(): Known {
    if (!known) {
      const stored = storage.get(KEY) as Known | null;
      known = stored && typeof stored === 'object' ? stored : {};
      queueMicrotask(end);
    }
    return known;
  }

  function end(): void {
    if (isNew) storage.set(KEY, Object.fromEntries(Object.entries(read()).slice(-MOST)));
    known = undefined;
    isNew = false;
  }

  return {
    /** As it is to be sent, or why it is not: the reason and a sentence, which is empty where nothing is wrong. */
    prepareRow(row: DatasetRow): DatasetRow | readonly [reason: string, message: string] {
      const id = row.body.userId ?? row.body.itemId;
      const name = `${row.kind} ${formatValue(id)}`;
      if (!toId(id)) return [`${row.kind}Id`, `${name} is no id of 1 to 256 characters: left out`];
      const properties = toProperties(row.body.properties);
      if (!properties) return ['properties', `${name} has no properties that can be sent: left out`];
      if (properties.length > LONGEST[row.kind])
        return ['properties', `${name}: properties have more than ${LONGEST[row.kind]} characters: left out`];
      const key = keyOf(row);
      if (!underWay.has(key) && read()[key] === hash(properties)) return ['unchanged', ''];
      underWay.add(key);
      return { ...row, body: { ...row.body, properties } };
    },

    /** It stands in the dataset now. */
    passed(row: DatasetRow): void {
      const key = keyOf(row);
      const all = read();
      // Once more at the end: the oldest are forgotten first.
      delete all[key];
      all[key] = hash(row.body.properties);
      isNew = true;
      underWay.delete(key);
    },
  };
}

const keyOf = ({ datasetArn, body }: DatasetRow): string => `${datasetArn}/${body.userId ?? body.itemId}`;

function toProperties(json: string | undefined): string | undefined {
  const given = parse(json);
  const entries = Object.entries(isRecord(given) ? given : {})
    .map(([name, value]) => [toCamelCase(name), Array.isArray(value) ? value.join('|') : value] as const)
    .filter(([name, value]) => name && value != null && typeof value !== 'object');
  return entries.length ? toJson(Object.fromEntries(entries)) : undefined;
}

/** What is no JSON was written by none of ours. */
function parse(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? 'null');
  } catch {
    return undefined;
  }
}

/** `NUM_RATINGS` and `num_ratings` are `numRatings`; what is camelCase already stays. */
const toCamelCase = (name: string): string =>
  (/[a-z]/.test(name) && !/[-_ ]/.test(name) ? name : name.toLowerCase()).replace(/[-_ ]+(.?)/g, (_, next) =>
    next.toUpperCase(),
  );

/** 53 bits, which is plenty to tell two versions of one record apart: Math.imul as in MurmurHash. */
function hash(text: string): string {
  let [high, low] = [0xdeadbeef, 0x41c6ce57];
  for (const each of text) {
    const code = each.codePointAt(0) ?? 0;
    high = Math.imul(high ^ code, 2654435761);
    low = Math.imul(low ^ code, 1597334677);
  }
  high ^= low >>> 15;
  low ^= high >>> 13;
  return ((high >>> 0) * 0x200000 + (low >>> 11)).toString(36);
}
