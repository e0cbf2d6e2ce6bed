/** The way an event would take from a node: outwards over slots and open shadow roots, as `composedPath()` has it. */

export function composedPathOf(node: Node): EventTarget[] {
  const path: EventTarget[] = [];
  let next: Node | null = node;
  while (next) {
    path.push(next);
    next = (next as Element).assignedSlot ?? next.parentNode ?? (next as ShadowRoot).host ?? null;
  }
  return path;
}
