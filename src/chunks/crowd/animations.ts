/**
 * Tracks the running animations, whether a style sheet or a script started them. A script's animation fires no event
 * when it starts, so `getAnimations()` is called after each change. Each animation is tracked until it ends.
 */

import { guard } from '../../browser/listen';
import { native } from '../../browser/native';

export interface Animations {
  /** Finds the animations in `root` that have started since the last call. */
  look(root: Document | ShadowRoot): void;
  isAnimated(element: Element): boolean;
  /**
   * Whether an animation that ends is running: it can move items anywhere without an event. An endless animation does
   * not count. It repeats, and its items pass those that are observed near the viewport.
   */
  isMoving(): boolean;
}

/** `onChange` is called when an animation of the target starts, finishes or is canceled. */
export function createAnimations(onChange: (target: Element) => void): Animations {
  const known = new WeakSet<Animation>();
  const running = new WeakMap<Element, number>();
  let finiteCount = 0;

  function follow(animation: Animation): void {
    const { effect } = animation;
    const target = effect instanceof KeyframeEffect && effect.target;
    if (!target || animation.playState !== 'running' || known.has(animation)) return;
    const isEndless = effect.getComputedTiming().endTime === Infinity;
    const count = (by: number) => {
      running.set(target, (running.get(target) ?? 0) + by);
      if (!isEndless) finiteCount += by;
      onChange(target);
    };
    const end = guard(() => {
      known.delete(animation);
      count(-1);
    });
    known.add(animation);
    count(1);
    animation.finished.then(end, end);
  }

  return {
    look: (root) =>
      // `undefined` in engines without `getAnimations`.
      native(root, 'getAnimations')?.forEach(follow),
    isAnimated: (element) => Boolean(running.get(element)),
    isMoving: () => finiteCount > 0,
  };
}
