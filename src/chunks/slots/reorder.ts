/**
 * Reorders existing nodes: the same nodes take the same places in another order, and the nodes between them do not
 * move. Focus and scroll positions are kept.
 */

import { native, toArray } from '../../browser/native';

/** The rank of items at the end. Higher than any real rank; not Infinity, since `Infinity - Infinity` is NaN. */
export const LAST = 1e9;

/** `items` are in document order. Items with a lower `rankOf` come first. */
export function reorder(items: readonly Element[], rankOf: (item: Element) => number): void {
  let parent = items[0] && native(items[0], 'parentElement');
  while (parent && !native(parent as Node, 'contains', items.at(-1) as Node))
    parent = native(parent, 'parentElement');
  if (!parent) return;
  const ranks = new Map<Node, number>();
  for (const item of items) {
    let row: Node = item;
    for (let next: Node | null = item; next && next !== parent; next = native(next, 'parentNode')) row = next;
    ranks.set(row, Math.min(ranks.get(row) ?? LAST, rankOf(item)));
  }
  const ranked = [...ranks].sort(([, a], [, b]) => a - b);
  const wanted = toArray(native(parent as Node, 'childNodes')).map((node) =>
    ranks.has(node) ? (ranked.shift() as [Node, number])[0] : node,
  );
  // The node with the focus is not moved, since a removed node loses the focus. The others are moved around it.
  const still = Math.max(
    0,
    wanted.findIndex((node) => native(node, 'contains', native(document, 'activeElement'))),
  );
  const scrolled: [Element, number, number][] = [];
  for (let next: Element | null = parent; next; next = native(next, 'parentElement'))
    scrolled.push([next, native(next, 'scrollTop'), native(next, 'scrollLeft')]);

  for (let at = still - 1; at >= 0; at--) move(wanted[at] as Node, wanted[at + 1]);
  for (let at = still + 1; at < wanted.length; at++)
    move(wanted[at] as Node, native(wanted[at - 1] as Node, 'nextSibling'));
  // A box with scroll snapping has followed an item to its new place, so it is scrolled back. Other boxes are not
  // scrolled, since `scrollTo` would end a smooth scroll in progress.
  for (const [scroller, top, left] of scrolled) {
    if (native(scroller, 'scrollTop') !== top || native(scroller, 'scrollLeft') !== left)
      native(scroller, 'scrollTo', { top, left, behavior: 'instant' });
  }

  function move(node: Node, before: Node | null | undefined): void {
    if (node === before || native(node, 'nextSibling') === before) return;
    // `moveBefore` does not remove the node, so iframes and videos continue:
    // https://developer.mozilla.org/docs/Web/API/Element/moveBefore
    native(
      parent as Element,
      'moveBefore' in Element.prototype ? 'moveBefore' : 'insertBefore',
      node,
      before as Node | null,
    );
  }
}
