/**
 * What moves an element: the nearest box around it that is scrolled by itself, that stays where it is while its
 * surroundings are scrolled, or that is animated. Elements of one mover keep their distances when it moves.
 *
 * Asked when layout is done.
 */

import { listen, type Stop } from '../browser/listen';

export interface Movers {
  /** `undefined` is the page; an element that moves by itself is its own mover. */
  of(element: Element): Element | undefined;
  /** All is to be asked anew, since anything may have changed; `onAnimated` hears of what is animated since the last time. */
  reset(onAnimated: (target: Element, isEndless: boolean) => void): void;
  stop: Stop;
}

export function createMovers(deps: {
  onScroll: () => void;
  /** A box that was not known to be one is scrolled. */
  onNew: () => void;
  /** An animation has ended, wherever it has left its target. */
  onEnd: (target: Element, isEndless: boolean) => void;
}): Movers {
  const stops: Stop[] = [];
  const scrolled = new WeakSet<EventTarget>();
  const roots = new Map<Document | ShadowRoot, Stop>();
  const animations = new WeakSet<Animation>();
  const animated = new WeakMap<Element, number>();
  let known = new WeakMap<Element, Element | false>();

  /** Every scroll of a box in `root`: such events do not bubble, and do not leave a shadow root. */
  function enter(root: Document | ShadowRoot): void {
    if (roots.has(root)) return;
    const scroll = ({ target }: Event) => {
      if (target instanceof Element && !scrolled.has(target)) {
        scrolled.add(target);
        deps.onNew();
      }
      deps.onScroll();
    };
    roots.set(root, listen(root, 'scroll', scroll, { capture: true, passive: true }));
  }

  function ask(element: Element): Element | false {
    const before = known.get(element);
    if (before !== undefined) return before;
    const { position } = getComputedStyle(element);
    const own = scrolled.has(element) || animated.get(element) || /fixed|sticky/.test(position);
    const mover = own ? element : outwards(element, position);
    known.set(element, mover);
    return mover;
  }

  function outwards(element: Element, position: string): Element | false {
    // What is positioned absolutely is not scrolled by a box between it and the box it is positioned in.
    const outer = position === 'absolute' && (element as HTMLElement).offsetParent;
    const next = outer || element.assignedSlot || element.parentNode;
    if (next instanceof ShadowRoot) enter(next);
    const parent = next instanceof ShadowRoot ? next.host : next;
    return parent instanceof Element && ask(parent);
  }

  function follow(animation: Animation, onAnimated: (target: Element, isEndless: boolean) => void): void {
    const { effect } = animation;
    const target = effect instanceof KeyframeEffect && effect.target;
    if (!target || animation.playState !== 'running' || animations.has(animation)) return;
    animations.add(animation);
    const isEndless = effect.getComputedTiming().endTime === Number.POSITIVE_INFINITY;
    const count = (by: number) => animated.set(target, (animated.get(target) ?? 0) + by);
    const end = () => {
      animations.delete(animation);
      count(-1);
      deps.onEnd(target, isEndless);
    };
    count(1);
    animation.finished.then(end, end);
    onAnimated(target, isEndless);
  }

  enter(document);
  return {
    of: (element) => ask(element) || undefined,
    reset(onAnimated) {
      known = new WeakMap();
      for (const [root, stop] of roots) {
        if (root instanceof ShadowRoot && !root.isConnected) {
          stop();
          roots.delete(root);
        } else for (const animation of root.getAnimations?.() ?? []) follow(animation, onAnimated);
      }
    },
    stop() {
      for (const stop of [...stops, ...roots.values()]) stop();
    },
  };
}
