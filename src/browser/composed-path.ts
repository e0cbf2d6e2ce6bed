/** The way an event would take from a node: outwards over slots and open shadow roots, as `composedPath()` has it. */

import { native } from './native';

export function composedPathOf(node: Node): EventTarget[] {
  const path: EventTarget[] = [];
  for (let next: Node | null = node; next; next = outwards(next)) path.push(next);
  return path;
}

/** `host` of a shadow root alone: links and custom elements may have one, too, and be their own. */
const outwards = (node: Node): Node | null =>
  native(node as Element, 'assignedSlot') ??
  native(node, 'parentNode') ??
  (node instanceof ShadowRoot ? node.host : null);
