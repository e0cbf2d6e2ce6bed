/**
 * Accepts users and items from the page and passes them to the datasets chunk, which pages without datasets do not
 * load.
 */

import { warn } from '../browser/warn';
import { copy } from '../core/copy';
import type { DatasetParts } from '../delivery/transport';
import type { Parts } from '../loader/lazy-parts';
import type { Datasets, Kind } from './datasets-module';

export function createEntities(parts: DatasetParts, part: Parts['part']) {
  const { config, page } = parts;
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
      const { scope } = page;
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
