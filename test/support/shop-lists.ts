/** Reads the lists of the demo shop that Personalize fills or ranks. */
import type { Visitor } from './visitor';

/** On a busy machine a list may exceed the tag's one-second limit; the shop then keeps its own order, as intended. */
const MOST_VISITS = 5;

/** Waits until each list of the page has reported its outcome. */
export const untilSettled = (visitor: Visitor): Promise<boolean> =>
  visitor.waitFor(() => {
    const lists = [...document.querySelectorAll('[data-personalize-recommend], [data-personalize-rank]')];
    return document.readyState === 'complete' && lists.every((list) => list.hasAttribute('data-settled'));
  });

export interface ShownList {
  itemIds: string[];
  recommendationId: string | null;
}

/** The items of a list, in order. */
export const readList = (visitor: Visitor, name: string): Promise<ShownList> =>
  visitor.evaluate((list) => {
    const container = document.querySelector(`[data-personalize-list="${list}"]`);
    const items = container?.querySelectorAll('[data-personalize-item-id]') ?? [];
    return {
      itemIds: [...items].map((item) => item.getAttribute('data-personalize-item-id') ?? ''),
      recommendationId: container?.getAttribute('data-personalize-recommendation-id') ?? null,
    };
  }, name);

/** Opens a page, repeatedly if needed, until Personalize has answered all of these lists. Returns the lists. */
export const openAnswered = async (
  visitor: Visitor,
  url: string,
  names: readonly string[],
): Promise<ShownList[]> => {
  for (let visit = 1; ; visit++) {
    await visitor.open(url);
    await untilSettled(visitor);
    const lists: ShownList[] = [];
    for (const name of names) lists.push(await readList(visitor, name));
    if (lists.every(({ recommendationId }) => recommendationId)) return lists;
    if (visit === MOST_VISITS) throw new Error(`${url}: ${names.join(', ')} not answered in ${visit} visits`);
  }
};
