/**
 * Accepts users and items from the page and passes them to the datasets chunk, which pages without datasets do not
 * load.
 */

import type { Config } from '../api/config';
import type { Stop } from '../browser/listen';
import { warn } from '../browser/warn';
import { copy } from '../core/copy';
import type { DatasetRow } from '../core/event';
import type { DatasetParts } from '../delivery/transport';
import type { Parts } from '../loader/lazy-parts';

export type Kind = DatasetRow['kind'];

export interface Datasets {
  /**
   * Takes one or a list of `{ userId, properties }` or `{ itemId, properties }`. Resolves to the number of stored
   * entities.
   */
  put(kind: Kind, entities: unknown): Promise<number>;
  flush(): Promise<unknown>;
  waiting(): number;
  stop: Stop;
}

/** personalize-datasets.min.js */
export interface DatasetsModule {
  startDatasets(parts: DatasetParts): Datasets;
}

export function createEntities(config: Config, parts: DatasetParts, part: Parts['part']) {
  let datasets: Datasets | undefined;
  const withDatasets = part('datasets', ({ startDatasets }) => {
    datasets = startDatasets(parts);
    return datasets;
  });
  const hasDataset = config.usersDatasetArn || config.itemsDatasetArn;
  // An earlier page can have left pending rows, which the chunk sends.
  if (hasDataset) withDatasets.use(() => {});

  return {
    async put(kind: Kind, entities: unknown): Promise<number> {
      const option = `${kind}sDatasetArn` as const;
      if (!config[option]) {
        warn(`option ${option} is missing: properties are ignored`);
        return 0;
      }
      // Copies the objects, because the page can change them later.
      const copied = copy(entities);
      const { scope } = parts;
      return new Promise((resolve) =>
        // Entities passed before `forget()` are not stored after it.
        withDatasets.use((loaded) => resolve(scope.ended ? 0 : loaded.put(kind, copied))),
      );
    },
    /** Also sends entities passed before the chunk was loaded. If the chunk fails to load, it sends nothing. */
    flush: () =>
      hasDataset &&
      withDatasets.load().then(
        (loaded) => loaded.flush(),
        () => {},
      ),
    waiting: () => datasets?.waiting() ?? 0,
  };
}
