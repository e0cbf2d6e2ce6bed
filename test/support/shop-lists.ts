/** The lists of the demo shop that Personalize fills or ranks, as a visitor finds them. */
import type { Visitor } from './visitor';

/** A machine that is too busy for the tag's second makes the shop keep its own order, as it should. */
const MOST_VISITS = 5;

/** Until each list of the page has said what became of it. */
export const untilSettled = (visitor: Visitor): Promise<boolean> =>
  visitor.waitFor(() => {
    const lists = [...document.querySelectorAll('[data-personalize-recommend], [data-personalize-rank]')];
    return document.readyState === 'complete' && lists.every((list) => list.hasAttribute('data-settled'));
  });

export interface ShownList {
  itemIds: string[];
  recommendationId: string | null;
}

/** What stands in a list, in its order. */
export const readList = (visitor: Visitor, name: string): Promise<ShownList> =>
  visitor.evaluate((list) => {
    const container = document.querySelector(`[data-personalize-list="${list}"]`);
    const items = container?.querySelectorAll('[data-personalize-item-id]') ?? [];
    return {
      itemIds: [...items].map((item) => item.getAttribute('data-personalize-item-id') ?? ''),
      recommendationId: container?.getAttribute('data-personalize-recommendation-id') ?? null,
    };
  }, name);

/** Opens a page until it has all of these lists from Personalize; gives them. */
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
