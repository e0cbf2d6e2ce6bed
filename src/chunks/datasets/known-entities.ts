/**
 * Converts users and items for PutUsers and PutItems: fields in the camelCase of the schema, several values joined by
 * pipes. An entity is sent again only when it has changed since this browser last sent it.
 */

import type { SiteStorage } from '../../browser/site-storage';
import { toJson } from '../../browser/to-json';
import type { DatasetRow } from '../../core/event';
import { formatValue, isRecord, toId } from '../../core/limits';

const KEY = 'personalize.records';
/** The most recently sent entities are remembered. A forgotten one is sent once more. */
const MAX_ENTITIES = 2000;
/**
 * Characters of `properties`: https://docs.aws.amazon.com/personalize/latest/dg/API_UBS_Item.html, API_UBS_User.html
 */
const LONGEST = { item: 32_000, user: 24_000 };

type Known = Record<string, string>;

export function createKnownEntities(storage: SiteStorage) {
  /** Entities in flight or refused: their state in the dataset is unknown. */
  const unconfirmed = new Set<string>();
  /**
   * Read once per task and written at its end, because other tabs write too, and the ten entities of a call are sent
   * together.
   */
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
    if (isNew) storage.set(KEY, Object.fromEntries(Object.entries(read()).slice(-MAX_ENTITIES)));
    known = undefined;
    isNew = false;
  }

  return {
    /** Returns the row as it is sent, or else the reason and a message. The message is empty if nothing is wrong. */
    prepareRow(row: DatasetRow): DatasetRow | readonly [reason: string, message: string] {
      const id = row.body.userId ?? row.body.itemId;
      const name = `${row.kind} ${formatValue(id)}`;
      if (!toId(id)) return [`${row.kind}Id`, `${name} is not an id of 1 to 256 characters: left out`];
      const properties = toProperties(row.body.properties);
      if (!properties) return ['properties', `${name} has no properties that can be sent: left out`];
      if (properties.length > LONGEST[row.kind])
        return ['properties', `${name}: properties have more than ${LONGEST[row.kind]} characters: left out`];
      const key = keyOf(row);
      if (!unconfirmed.has(key) && read()[key] === hash(properties)) return ['unchanged', ''];
      unconfirmed.add(key);
      return { ...row, body: { ...row.body, properties } };
    },

    /** The row is in the dataset now. */
    passed(row: DatasetRow): void {
      const key = keyOf(row);
      const all = read();
      // Added again at the end, because the oldest entries are forgotten first.
      delete all[key];
      all[key] = hash(row.body.properties);
      isNew = true;
      unconfirmed.delete(key);
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

/** A text that is no JSON was not written by the tag. */
function parse(json: string | undefined): unknown {
  try {
    return JSON.parse(json ?? 'null');
  } catch {
    return undefined;
  }
}

/** Turns `NUM_RATINGS` and `num_ratings` into `numRatings`. A name in camelCase stays the same. */
const toCamelCase = (name: string): string =>
  (/[a-z]/.test(name) && !/[-_ ]/.test(name) ? name : name.toLowerCase()).replace(/[-_ ]+(.?)/g, (_, next) =>
    next.toUpperCase(),
  );

/** Returns 53 bits, enough to tell two versions of one record apart. Uses Math.imul as in MurmurHash. */
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
