/** Users and items as the page gives them. What becomes of them is in a chunk, which pages without datasets do not load. */

import type { Stop } from './browser/listen';
import { say } from './browser/say';
import type { Config } from './config';
import { copy } from './copy';
import type { DatasetParts } from './delivery/transport';
import type { DatasetRow } from './event';
import type { Parts } from './parts';

export type Kind = DatasetRow['kind'];
export type Entry = readonly [id: unknown, properties: unknown];

export interface Datasets {
  /** Resolves to how many of them are stored. */
  put(kind: Kind, entries: readonly Entry[]): Promise<number>;
  flush(): Promise<unknown>;
  waiting(): number;
  stop: Stop;
}

/** personalize-datasets.min.js */
export interface DatasetsModule {
  startDatasets(parts: DatasetParts): Datasets;
}

export function createPutRecord(config: Config, parts: DatasetParts, part: Parts['part']) {
  let datasets: Datasets | undefined;
  const withDatasets = part('datasets', ({ startDatasets }) => {
    datasets = startDatasets(parts);
    return datasets;
  });
  // What an earlier page has left waits for it.
  if (config.usersDatasetArn || config.itemsDatasetArn) withDatasets.use(() => {});

  function put(kind: Kind, entries: readonly Entry[]): Promise<number> {
    if (!config[`${kind}sDatasetArn`]) {
      say(`option ${kind}sDatasetArn is not given: properties of ${kind}s are ignored`);
      return Promise.resolve(0);
    }
    // As they are now: the page may go on with its objects.
    const copied = copy(entries);
    return new Promise((resolve) => withDatasets.use((loaded) => resolve(loaded.put(kind, copied))));
  }

  return {
    put,
    putItems(given: unknown): Promise<number> {
      const items = (Array.isArray(given) ? given : [given]) as ({
        itemId?: unknown;
        properties?: unknown;
      } | null)[];
      return put(
        'item',
        items.map((item) => [item?.itemId, item?.properties]),
      );
    },
    flush: () => datasets?.flush(),
    waiting: () => datasets?.waiting() ?? 0,
  };
}
