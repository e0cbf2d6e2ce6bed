/** Users and items as the page gives them. What becomes of them is in a chunk, which pages without datasets do not load. */

import type { Stop } from './browser/listen';
import { say } from './browser/say';
import { toJson } from './browser/to-json';
import type { Config } from './config';
import type { DatasetParts } from './delivery/transport';
import type { DatasetRow } from './event';
import type { CreateLazy } from './lazy-chunk';
import { show } from './limits';

export type Kind = DatasetRow['kind'];
/** The id, and the properties as JSON. */
export type Entry = readonly [id: string, properties: string];

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

export function createPutRecord(config: Config, parts: DatasetParts, lazy: CreateLazy) {
  let datasets: Datasets | undefined;
  const withDatasets = lazy('datasets', 'datasets', ({ startDatasets }) => {
    datasets = startDatasets(parts);
    return datasets;
  });
  // What an earlier page has left waits for it.
  if (config.usersDatasetArn || config.itemsDatasetArn) withDatasets(() => {});

  function put(kind: Kind, given: readonly (readonly [id: unknown, properties: unknown])[]): Promise<number> {
    return new Promise((resolve) => {
      if (!config[`${kind}sDatasetArn`]) {
        say(`option ${kind}sDatasetArn is not given: properties of ${kind}s are ignored`);
        return resolve(0);
      }
      // As they are now: the page may go on with its objects.
      const entries = given.flatMap(([id, properties]): Entry[] => {
        try {
          return [[`${id}`, toJson(properties) as string]];
        } catch (error) {
          say(`${kind} ${show(id)} cannot be read (${show(error)}): ignored`);
          return [];
        }
      });
      withDatasets((loaded) => resolve(loaded.put(kind, entries)));
    });
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
