/**
 * Entry of personalize-datasets.min.js: sends users and items with PutUsers and PutItems. It is loaded by pages that
 * configure a dataset.
 *
 * https://docs.aws.amazon.com/personalize/latest/dg/API_Operations_Amazon_Personalize_Events.html
 */

import { accessFor } from '../aws/access';
// The delivery chunk contains the SDK, which this chunk uses.
import '../aws/index';
import type { DatasetsModule, Kind } from '../../entities/datasets-module';
import { createDataset, type Dataset } from './dataset';
import { createKnownEntities } from './known-entities';

export { PROTOCOL as protocol } from '../../core/protocol';

export const startDatasets: DatasetsModule['startDatasets'] = (parts) => {
  let scope: typeof parts.page.scope | undefined;
  let datasets: Partial<Record<Kind, Dataset>> = {};

  const stop = () => {
    for (const each of Object.values(datasets)) each.stop();
  };

  /** After `forget()` the datasets are created again, and no earlier work continues. */
  function current(): typeof datasets {
    if (scope === parts.page.scope) return datasets;
    stop();
    scope = parts.page.scope;
    datasets = {};
    const records = createKnownEntities(accessFor(parts).storage);
    for (const kind of ['user', 'item'] as const) {
      const arn = parts.config[`${kind}sDatasetArn`];
      if (arn) datasets[kind] = createDataset(kind, arn, parts, records);
    }
    return datasets;
  }
  current();

  return {
    put: async (kind, given) => current()[kind]?.put(given) ?? 0,
    flush: () => Promise.all(Object.values(current()).map((each) => each.flush())),
    waiting: () => Object.values(current()).reduce((sum, each) => sum + each.waiting(), 0),
    stop,
  };
};
