/**
 * What is animated right now, by a sheet or by a script: no event tells of the latter, so all are asked for when something
 * has happened. They end by themselves, and are followed until then.
 */

import { guard } from '../../browser/listen';
import { native } from '../../browser/native';

export interface Animations {
  /** Those in `root` that are new since the last time are told. */
  look(root: Document | ShadowRoot): void;
  isAnimated(element: Element): boolean;
  /** Whether something goes where nothing else tells it to go. What never ends goes round, and comes past what is near. */
  isMoving(): boolean;
}

/** `onChange`: its target has begun to move or has ended, wherever it is left. */
export function createAnimations(onChange: (target: Element) => void): Animations {
  const known = new WeakSet<Animation>();
  const running = new WeakMap<Element, number>();
  let moving = 0;

  function follow(animation: Animation): void {
    const { effect } = animation;
    const target = effect instanceof KeyframeEffect && effect.target;
    if (!target || animation.playState !== 'running' || known.has(animation)) return;
    const isEndless = effect.getComputedTiming().endTime === Number.POSITIVE_INFINITY;
    const count = (by: number) => {
      running.set(target, (running.get(target) ?? 0) + by);
      if (!isEndless) moving += by;
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
      // `undefined` in engines that have none.
      native(root, 'getAnimations')?.forEach(follow),
    isAnimated: (element) => Boolean(running.get(element)),
    isMoving: () => moving > 0,
  };
}
