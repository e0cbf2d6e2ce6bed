/** Reads the users or items that the page passes: one or a list, of any shape. */

import { toJson } from '../../browser/to-json';
import type { DatasetRow } from '../../core/event';
import { formatValue } from '../../core/limits';

/** The expected shape of an entry. The page may pass anything. */
type Given = Partial<Record<'userId' | 'itemId' | 'properties', unknown>> | null | undefined;

/** Leaves out, with a warning, what cannot be read. */
export const toBodies = (
  kind: DatasetRow['kind'],
  given: unknown,
  warn: (message: string) => void,
): DatasetRow['body'][] =>
  [given as Given | readonly Given[]].flat().flatMap((entry) => {
    let id: unknown;
    try {
      id = entry?.[`${kind}Id`];
      return { [`${kind}Id`]: `${id}`.trim(), properties: toJson(entry?.properties) } as DatasetRow['body'];
    } catch (error) {
      warn(`${kind} ${formatValue(id)} cannot be read (${formatValue(error)}): ignored`);
      return [];
    }
  });
