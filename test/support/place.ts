/**
 * Finds the position of an element for a real click: `'x-shop >>> x-card >>> a'` descends into open shadow roots.
 *
 * Runs in the page as source text, so it must be self-contained.
 */

export type Place = { x: number; y: number } | { problem: string };

/** Scrolls the element into view if needed. Its middle must not be covered by another element. */
export const placeOf = (selector: string): Place => {
  let root: Document | ShadowRoot | null = document;
  let element: Element | null = null;
  for (const part of selector.split('>>>')) {
    element = root?.querySelector(part.trim()) ?? null;
    if (element === null) return { problem: `nothing matches '${part.trim()}'` };
    root = element.shadowRoot;
  }
  if (element === null) return { problem: 'the selector is empty' };

  const middle = (of: Element): { x: number; y: number } | undefined => {
    // The first line of a link that wraps; its bounding box contains gaps.
    const box = [...of.getClientRects()].find(({ width, height }) => width > 0 && height > 0);
    return box && { x: box.left + box.width / 2, y: box.top + box.height / 2 };
  };
  const isInView = ({ x, y }: { x: number; y: number }): boolean =>
    x >= 0 && y >= 0 && x < innerWidth && y < innerHeight;

  const before = middle(element);
  if (before === undefined) return { problem: 'it takes up no space' };
  if (!isInView(before)) element.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
  const at = middle(element) ?? before;
  if (!isInView(at)) return { problem: 'it cannot be scrolled into view' };

  let hit = document.elementFromPoint(at.x, at.y);
  for (let inner = hit; inner?.shadowRoot; ) {
    inner = inner.shadowRoot.elementFromPoint(at.x, at.y);
    if (inner === null || inner === hit) break;
    hit = inner;
  }
  for (let node: Node | null = hit; node !== null; ) {
    if (node === element) return at;
    node = node instanceof ShadowRoot ? node.host : ((node as Element).assignedSlot ?? node.parentNode);
  }
  return { problem: `it is covered by ${hit?.outerHTML.slice(0, 80) ?? 'nothing'}` };
};

/** Focuses the element, which needs no position. */
export const focusOn = (selector: string): boolean => {
  let root: Document | ShadowRoot | null = document;
  let element: Element | null = null;
  for (const part of selector.split('>>>')) {
    element = root?.querySelector(part.trim()) ?? null;
    root = element?.shadowRoot ?? null;
  }
  if (!(element instanceof HTMLElement)) return false;
  element.focus();
  return true;
};
