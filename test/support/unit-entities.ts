/** Rows of users and items for unit tests, and the properties that are sent. */

import type { DatasetRow } from '../../src/core/event';

export const entityRow = (
  properties: unknown,
  kind: DatasetRow['kind'] = 'item',
  id = 'sku-1',
): DatasetRow => ({
  v: 1,
  kind,
  id: 'row',
  capturedAt: 0,
  datasetArn: 'arn',
  body: { [`${kind}Id`]: id, properties: JSON.stringify(properties) } as DatasetRow['body'],
});

export const sentOf = (row: DatasetRow | readonly string[]) =>
  'v' in row ? JSON.parse(row.body.properties) : { left: row[0] };
