/** Writes the id of a recommendation to a container element, so that interactions inside it are attributed. */

import { native } from '../browser/native';
import { warn } from '../browser/warn';
import type { Recommendations } from './recommendations';

/** `prefix` is that of the tag's attributes. The container and the result are checked. */
export type Stamp = (container: unknown, result: unknown) => void;

export const createStamp =
  (prefix: string): Stamp =>
  (container, given) => {
    const { recommendationId, metricAttribution } = { ...(given as Partial<Recommendations>) };
    if (!recommendationId || !(container instanceof Element)) {
      return warn('stamp: no element or recommendationId: ignored');
    }
    const write = (name: string, value: string) =>
      native(container, 'setAttribute', `${prefix}-${name}`, value);
    write('recommendation-id', recommendationId);
    const source = metricAttribution?.eventAttributionSource;
    if (source) write('attribution-source', source);
  };
