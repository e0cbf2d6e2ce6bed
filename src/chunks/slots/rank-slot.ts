/** Ranks a `…-rank` container: sorts its items by the visitor's likely interest. */

import { native, toArray } from '../../browser/native';
import type { Ranking } from '../../recommendations/recommendations';
import { LAST, reorder } from './reorder';
import type { Parts, Slot } from './slot';

/** Resolves to the function that shows the result. */
export async function rankSlot(
  { ask, prefix, read, stamp }: Parts,
  container: Element,
  slot: Slot,
): Promise<() => Ranking> {
  const attribute = `${prefix}-item-id`;
  const idOf = (item: Element) => read(item)?.itemId ?? '';
  // Of nested items only the outer ones. An item that is ignored or has no valid id keeps its place.
  const itemsOf = () =>
    toArray(
      native(container, 'querySelectorAll', `[${attribute}]:not(:scope [${attribute}] [${attribute}])`),
    ).filter(idOf);
  const request = { ...slot.toRequest(), inputList: [...new Set(itemsOf().map(idOf))] };
  const result = await ask('rank', request);
  const order = result.personalizedRanking.map(({ itemId }) => itemId);
  return () => {
    stamp(container, result);
    reorder(itemsOf(), (item) => order.indexOf(idOf(item)) + 1 || LAST);
    return result;
  };
}
