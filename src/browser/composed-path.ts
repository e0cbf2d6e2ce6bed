/**
 * Returns the path that a composed event takes from a node to the document, through slots and open shadow roots, in the
 * order of `composedPath()`.
 */

import { native } from './native';

export function composedPathOf(node: Node): EventTarget[] {
  const path: EventTarget[] = [];
  for (let next: Node | null = node; next; next = parentOf(next)) path.push(next);
  return path;
}

/**
 * Reads `host` on shadow roots only. A link has a `host` too, and a custom element can define one that refers to the
 * element itself.
 */
const parentOf = (node: Node): Node | null =>
  native(node as Element, 'assignedSlot') ??
  native(node, 'parentNode') ??
  (native(node, 'nodeType') === 11 ? native(node as ShadowRoot, 'host') : null);
