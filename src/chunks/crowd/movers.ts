/**
 * What moves an element: the nearest box around it that is scrolled by itself, that stays where it is while its
 * surroundings are scrolled, or that is animated. Elements of one mover keep their distances when it moves.
 *
 * Asked when layout is done.
 */

import { listen, type Stop } from '../../browser/listen';
import { native } from '../../browser/native';

export interface Movers {
  /** `undefined` is the page; an element that moves by itself is its own mover. */
  of(element: Element): Element | undefined;
  /** Anything may have changed: all is asked anew. */
  reset(): void;
  stop: Stop;
}

export function createMovers(deps: {
  /** `isNew`: by a box that was not known to be scrolled. */
  onScroll: (isNew: boolean) => void;
  isAnimated: (element: Element) => boolean;
  lookForAnimations: (root: Document | ShadowRoot) => void;
}): Movers {
  const scrolled = new WeakSet<EventTarget>();
  const roots = new Map<Document | ShadowRoot, Stop>();
  let known = new WeakMap<Element, Element | null>();

  /** Every scroll of a box in `root`: such events do not bubble, and do not leave a shadow root. */
  function enter(root: Document | ShadowRoot): void {
    if (roots.has(root)) return;
    const scroll = ({ target }: Event) => {
      const isNew = target instanceof Element && !scrolled.has(target);
      if (isNew) scrolled.add(target);
      deps.onScroll(isNew);
    };
    roots.set(root, listen(root, 'scroll', scroll));
  }

  function ask(element: Element): Element | null {
    const before = known.get(element);
    if (before !== undefined) return before;
    const { position } = getComputedStyle(element);
    const own = scrolled.has(element) || deps.isAnimated(element) || /fixed|sticky/.test(position);
    const mover = own ? element : outwards(element, position);
    known.set(element, mover);
    return mover;
  }

  function outwards(element: Element, position: string): Element | null {
    // What is positioned absolutely is not scrolled by a box between it and the box it is positioned in.
    const outer =
      position === 'absolute' &&
      element instanceof HTMLElement &&
      Reflect.get(HTMLElement.prototype, 'offsetParent', element);
    const next = outer || native(element, 'assignedSlot') || native(element, 'parentNode');
    if (next instanceof ShadowRoot) enter(next);
    const parent = next instanceof ShadowRoot ? next.host : next;
    return parent instanceof Element ? ask(parent) : null;
  }

  enter(document);
  return {
    of: (element) => ask(element) ?? undefined,
    reset() {
      for (const [root, stop] of roots) {
        if (native(root, 'isConnected')) deps.lookForAnimations(root);
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
