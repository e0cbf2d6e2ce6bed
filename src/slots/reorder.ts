/**
 * Puts what is there into another order: the same nodes, in the same places, with whatever stands between them left
 * where it is. Focus and scroll positions are kept.
 */

/** `rankOf` gives a small number for what is to come first, `undefined` for what stays at the end. */
export function reorder(items: readonly Element[], rankOf: (item: Element) => number | undefined): void {
  const parent = commonParent(items);
  if (!parent) return;
  const ranks = new Map<Node, number>();
  for (const item of items) {
    let row: Node = item;
    while (row.parentNode && row.parentNode !== parent) row = row.parentNode;
    ranks.set(row, Math.min(ranks.get(row) ?? Infinity, rankOf(item) ?? Infinity));
  }
  const nodes = [...parent.childNodes];
  const rows = nodes.filter((node) => ranks.has(node));
  const ranked = [...rows].sort((a, b) => rank(a) - rank(b) || rows.indexOf(a) - rows.indexOf(b));
  const wanted: Node[] = nodes.map((node) => (ranks.has(node) ? (ranked.shift() ?? node) : node));
  const { activeElement } = document;
  // What has the focus stays, and all else is moved around it: who is taken out loses it.
  const still = Math.max(
    0,
    wanted.findIndex((node) => node.contains(activeElement)),
  );
  const scrolled = positionsFrom(parent);

  for (let at = still - 1; at >= 0; at--) move(wanted[at], wanted[at + 1]);
  for (let at = still + 1; at < wanted.length; at++) move(wanted[at], wanted[at - 1]?.nextSibling);
  // Who snaps has followed an item to its new place. Untouched otherwise: a way that is being scrolled would end here.
  for (const [scroller, top, left] of scrolled) {
    if (scroller.scrollTop !== top || scroller.scrollLeft !== left)
      scroller.scrollTo({ top, left, behavior: 'instant' });
  }

  function rank(node: Node): number {
    // Not Infinity, of which two have no difference.
    return Math.min(ranks.get(node) ?? Infinity, Number.MAX_SAFE_INTEGER);
  }

  function move(node: Node | undefined, before: Node | null | undefined): void {
    if (!node || node === before || node.nextSibling === before) return;
    // It does not take out, so that frames and films go on: https://developer.mozilla.org/docs/Web/API/Element/moveBefore
    const how = 'moveBefore' in Element.prototype ? 'moveBefore' : 'insertBefore';
    parent?.[how](node, before ?? null);
  }
}

function commonParent(items: readonly Element[]): Element | null | undefined {
  let parent = items[0]?.parentElement;
  while (parent && !items.every((item) => parent?.contains(item) && item !== parent))
    parent = parent.parentElement;
  return parent;
}

const positionsFrom = (element: Element): [Element, number, number][] => {
  const positions: [Element, number, number][] = [];
  for (let next: Element | null = element; next; next = next.parentElement)
    positions.push([next, next.scrollTop, next.scrollLeft]);
  return positions;
};
