/** The interface between the tag and the datasets chunk: types only. */

import type { Stop } from '../browser/listen';
import type { DatasetRow } from '../core/event';
import type { DatasetParts } from '../delivery/transport';

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
