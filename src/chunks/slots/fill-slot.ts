/** Fills a `…-recommend` container: shows a copy of its template for each item, instead of the content beside it. */

import { failure } from '../../browser/failure';
import { toArray } from '../../browser/native';
import type { Recommendations } from '../../recommendations/recommendations';
import { fill, placesIn } from './fill';
import type { Parts, Slot } from './slot';
import { templateOf } from './template';

/** Resolves to the function that shows the result. */
export async function fillSlot(
  { ask, prefix, warn, stamp, show }: Parts,
  container: Element,
  slot: Slot,
): Promise<() => Recommendations> {
  const places = placesIn(templateOf(container, prefix).innerHTML);
  const request = slot.toRequest();
  const columns = new Set(places.flatMap(([, , column]) => column ?? []));
  if (columns.size) request.metadataColumns ??= [...columns];
  const result = await ask('recommend', request);
  const { itemList, recommendationId } = result;
  if (!itemList.length) throw failure('NoResultsError', 'no results');
  return () => {
    // The page may have rendered another template during the request.
    const template = templateOf(container, prefix);
    const copies = itemList.flatMap((item) => [
      ...toArray(fill(template, { ...item, recommendationId }, prefix, warn).childNodes),
    ]);
    show(container, template, copies);
    stamp(container, result);
    return result;
  };
}
