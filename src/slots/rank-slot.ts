/** `…-rank`: the items that are there, in the order in which the visitor is likely to want them. */

import type { SlotParts } from '../capture/sources';
import { toId } from '../limits';
import type { Ranking } from '../recommendations';
import { reorder } from './reorder';
import type { InTime, Slot } from './slot';

/** Resolves to what shows it. */
export async function rankSlot(
  { config, ask, stamp }: SlotParts,
  container: Element,
  slot: Slot,
  inTime: InTime,
): Promise<() => Ranking> {
  const attribute = `${config.attributePrefix}-item-id`;
  const idOf = (item: Element) => toId(item.getAttribute(attribute)) ?? '';
  // Of cards within cards the outer ones.
  const itemsOf = () =>
    [...container.querySelectorAll(`[${attribute}]`)].filter((item) => {
      const outer = item.parentElement?.closest(`[${attribute}]`);
      return !outer || !container.contains(outer) || outer === container;
    });
  const inputList = [...new Set(itemsOf().map(idOf))].filter(Boolean);
  const request = { ...slot.toRequest(), inputList };
  const result = await inTime((signal) => ask('rank', request, signal));
  const ranks = new Map(result.personalizedRanking.map(({ itemId }, index) => [itemId, index]));
  return () => {
    stamp(container, result);
    reorder(itemsOf(), (item) => ranks.get(idOf(item)));
    return result;
  };
}
