/** Users and items, as the page gave them. How they are sent, and whether they have changed at all, the delivery chunk knows. */

import { say } from './browser/say';
import { toJson } from './browser/to-json';
import { uuid } from './browser/uuid';
import type { Config } from './config';
import type { EpochMs, EventId, RecordRow, Row } from './event';
import { show } from './limits';

export function createPutRecord(
  { config, now }: { config: Config; now: () => EpochMs },
  store: (row: Row) => Promise<EventId | undefined>,
) {
  function put(kind: RecordRow['kind'], id: unknown, properties: unknown) {
    const datasetArn = config[`${kind}sDatasetArn`];
    if (!datasetArn) return say(`option ${kind}sDatasetArn is not given: properties of ${kind}s are ignored`);
    try {
      const body = { [`${kind}Id`]: `${id}`, properties: toJson(properties) } as RecordRow['body'];
      return store({ v: 1, kind, id: uuid(), capturedAt: now(), datasetArn, body });
    } catch (error) {
      return say(`${kind} ${show(id)} cannot be read (${show(error)}): ignored`);
    }
  }

  return {
    put,
    /** Resolves to how many of them are stored. */
    async putItems(given: unknown): Promise<number> {
      const items: ({ itemId?: unknown; properties?: unknown } | null)[] = Array.isArray(given)
        ? given
        : [given];
      const stored = await Promise.all(items.map((item) => put('item', item?.itemId, item?.properties)));
      return stored.filter(Boolean).length;
    },
  };
}
