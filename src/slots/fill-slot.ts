/** `…-recommend`: what stands beside the template gives way to its copies. */

import { failure } from '../browser/failure';
import type { SlotParts } from '../capture/sources';
import type { Recommendations } from '../recommendations';
import { fill, placesIn } from './fill';
import type { InTime, Slot } from './slot';

/** Resolves to what shows it. */
export async function fillSlot(
  { config, say, ask, stamp }: SlotParts,
  container: Element,
  slot: Slot,
  inTime: InTime,
): Promise<() => Recommendations> {
  const template = container.querySelector('template');
  if (!template) throw failure('InvalidInputException', 'there is no <template> inside');
  const request = slot.toRequest();
  const columns = new Set(placesIn(template.innerHTML).flatMap(([, , column]) => column ?? []));
  if (columns.size) request.metadataColumns ??= [...columns];
  const result = await inTime((signal) => ask('recommend', request, signal));
  const { itemList, recommendationId } = result;
  if (!itemList.length) throw failure('NoResultsError', 'nothing was recommended');
  const copies = itemList.map((item) =>
    fill(template, { ...item, recommendationId }, config.attributePrefix, say),
  );
  return () => {
    stamp(container, result);
    template.parentNode?.replaceChildren(template, ...copies);
    return result;
  };
}
