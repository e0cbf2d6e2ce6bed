/**
 * Finds the mover of an element: the element itself or its nearest ancestor that is scrolled on its own, is fixed or
 * sticky, or is animated. Elements with the same mover keep their distances when it moves.
 *
 * Call only after layout.
 */

import { listen, type Stop } from '../../browser/listen';
import { isElement, native } from '../../browser/native';
import type { Animations } from './animations';

export interface Movers {
  /** `undefined` is the page. An element that moves by itself is its own mover. */
  of(element: Element): Element | undefined;
  /** Clears the cached movers, since any of them may have changed, and looks for new animations. */
  reset(): void;
  stop: Stop;
}

/** `isNew`: the scrolled box was not known as a mover before. */
export function createMovers(
  animations: Pick<Animations, 'look' | 'isAnimated'>,
  onScroll: (isNew: boolean) => void,
): Movers {
  const scrolled = new WeakSet<EventTarget>();
  const roots = new Map<Document | ShadowRoot, Stop>();
  let known = new WeakMap<Element, Element | null>();

  /** Listens on each `root`, since scroll events of a box do not bubble and do not leave its shadow root. */
  function enter(root: Document | ShadowRoot): void {
    if (roots.has(root)) return;
    const scroll = ({ target }: Event) => {
      const isNew = !!target && isElement(target) && !scrolled.has(target);
      if (isNew) scrolled.add(target);
      onScroll(isNew);
    };
    roots.set(root, listen(root, 'scroll', scroll));
  }

  function ask(element: Element): Element | null {
    const cached = known.get(element);
    if (cached !== undefined) return cached;
    const { position } = getComputedStyle(element);
    const movesItself =
      scrolled.has(element) || animations.isAnimated(element) || /fixed|sticky/.test(position);
    const mover = movesItself ? element : moverOfParent(element, position);
    known.set(element, mover);
    return mover;
  }

  function moverOfParent(element: Element, position: string): Element | null {
    const next = outerOf(element, position);
    const isRoot = next && native(next, 'nodeType') === 11;
    if (isRoot) enter(next as ShadowRoot);
    const parent = isRoot ? native(next as ShadowRoot, 'host') : next;
    return parent && isElement(parent) ? ask(parent) : null;
  }

  enter(document);
  return {
    of: (element) => ask(element) ?? undefined,
    reset() {
      for (const [root, stop] of roots) {
        if (native(root, 'isConnected')) animations.look(root);
        else {
          stop();
          roots.delete(root);
        }
      }
      known = new WeakMap();
    },
    stop() {
      for (const stop of roots.values()) stop();
    },
  };
}

/** The node that moves the element if it scrolls. */
function outerOf(element: Element, position: string): Node | null {
  // An absolutely positioned element is not scrolled by a box between it and its containing block.
  const outer =
    position === 'absolute' &&
    element instanceof HTMLElement &&
    Reflect.get(HTMLElement.prototype, 'offsetParent', element);
  return outer || native(element, 'assignedSlot') || native(element, 'parentNode');
}
