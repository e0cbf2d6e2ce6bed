/** Users and items as the page gives them. What becomes of them is in a chunk, which pages without datasets do not load. */

import type { Config } from '../api/config';
import type { Stop } from '../browser/listen';
import { warn } from '../browser/warn';
import { copy } from '../core/copy';
import type { DatasetRow } from '../core/event';
import type { DatasetParts } from '../delivery/transport';
import type { Parts } from '../loader/lazy-parts';

export type Kind = DatasetRow['kind'];

export interface Datasets {
  /** One or a list of `{ userId, properties }` or `{ itemId, properties }`; resolves to how many of them are stored. */
  put(kind: Kind, given: unknown): Promise<number>;
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
  const isNamed = config.usersDatasetArn || config.itemsDatasetArn;
  // What an earlier page has left waits for it.
  if (isNamed) withDatasets.use(() => {});

  return {
    async put(kind: Kind, given: unknown): Promise<number> {
      const option = `${kind}sDatasetArn` as const;
      if (!config[option]) {
        warn(`option ${option} is missing: properties are ignored`);
        return 0;
      }
      // As they are now: the page may go on with its objects.
      const copied = copy(given);
      const { scope } = parts;
      return new Promise((resolve) =>
        // What was given before `forget()` is not stored after it.
        withDatasets.use((loaded) => resolve(scope.ended ? 0 : loaded.put(kind, copied))),
      );
    },
    /** Of what was given before the chunk has come, too; where it does not come, nothing can be sent. */
    flush: () =>
      isNamed &&
      withDatasets.load().then(
        (loaded) => loaded.flush(),
        () => {},
      ),
    waiting: () => datasets?.waiting() ?? 0,
  };
}
