/**
 * Puts what is there into another order: the same nodes, in the same places, with whatever stands between them left
 * where it is. Focus and scroll positions are kept.
 */

import { native, toArray } from '../../browser/native';

/** The rank of what stays at the end. More than there are; not Infinity, of which two have no difference. */
export const LAST = 1e9;

/** `items` in the order of the document; `rankOf` gives a small number for what is to come first. */
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
  // What has the focus stays, and all else is moved around it: who is taken out loses it.
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
  // Who snaps has followed an item to its new place. Untouched otherwise: a way that is being scrolled would end here.
  for (const [scroller, top, left] of scrolled) {
    if (native(scroller, 'scrollTop') !== top || native(scroller, 'scrollLeft') !== left)
      native(scroller, 'scrollTo', ...([{ top, left, behavior: 'instant' }] as unknown as [number, number]));
  }

  function move(node: Node, before: Node | null | undefined): void {
    if (node === before || native(node, 'nextSibling') === before) return;
    // It does not take out, so that frames and films go on: https://developer.mozilla.org/docs/Web/API/Element/moveBefore
    native(
      parent as Element,
      'moveBefore' in Element.prototype ? 'moveBefore' : 'insertBefore',
      node,
      before as Node | null,
    );
  }
}
