/**
 * What moves an element: the nearest box around it that is scrolled by itself, or that stays where it is while its
 * surroundings are scrolled. Elements of one mover keep their distances when anything is scrolled.
 *
 * Asked when layout is done.
 */

import { listen, type Stop } from '../browser/listen';

export interface Movers {
  /** `undefined` is the page; an element that moves by itself is its own mover. */
  of(element: Element): Element | undefined;
  /** Whether its position is another than when it was asked for. */
  hasChanged(element: Element): boolean;
  /** All is to be asked anew. */
  reset(): void;
  stop: Stop;
}

export function createMovers(onScroll: () => void, onNew: () => void): Movers {
  const stops: Stop[] = [];
  const scrolled = new WeakSet<EventTarget>();
  const roots = new WeakSet<Node>();
  let known = new WeakMap<Element, { mover: Element | undefined; position: string }>();

  /** Every scroll of a box in `root`: such events do not bubble, and do not leave a shadow root. */
  function enter(root: Node): void {
    if (roots.has(root)) return;
    roots.add(root);
    const scroll = ({ target }: Event) => {
      if (target instanceof Element && !scrolled.has(target)) {
        scrolled.add(target);
        onNew();
      }
      onScroll();
    };
    stops.push(listen(root, 'scroll', scroll, { capture: true, passive: true }));
  }

  function ask(element: Element): { mover: Element | undefined; position: string } {
    const before = known.get(element);
    if (before) return before;
    const { position } = getComputedStyle(element);
    const own = scrolled.has(element) || /fixed|sticky/.test(position);
    const answer = { mover: own ? element : outwards(element, position), position };
    known.set(element, answer);
    return answer;
  }

  function outwards(element: Element, position: string): Element | undefined {
    // What is positioned absolutely is not scrolled by a box between it and the box it is positioned in.
    const outer = position === 'absolute' && (element as HTMLElement).offsetParent;
    const next = outer || element.assignedSlot || element.parentNode;
    if (next instanceof ShadowRoot) enter(next);
    const parent = next instanceof ShadowRoot ? next.host : next;
    return parent instanceof Element ? ask(parent).mover : undefined;
  }

  enter(document);
  return {
    of: (element) => ask(element).mover,
    hasChanged(element) {
      const before = known.get(element);
      return before !== undefined && before.position !== getComputedStyle(element).position;
    },
    reset() {
      known = new WeakMap();
    },
    stop() {
      for (const stop of stops) stop();
    },
  };
}
