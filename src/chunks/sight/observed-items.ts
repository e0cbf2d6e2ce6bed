/** Observes the items of the page: all of them, or on a page of very many those that the crowd chunk chooses. */

import type { Crowd, WithCrowd } from '../../core/sources';
import { createInView, type InView } from './in-view';
import type { OnEntry } from './observers';

/** From this number of items, observing all of them costs more than the crowd chunk, which observes only some. */
const CROWD = 500;

export interface ObservedItems extends Omit<InView, 'release'> {
  /** Returns false if the item was added before: it has a new id, or was moved. */
  add(element: Element): boolean;
  /** Items may have moved, by these mutations if they are known. */
  notice(records?: readonly MutationRecord[]): void;
}

export function createObservedItems(ratio: number, onEntry: OnEntry, withCrowd: WithCrowd): ObservedItems {
  const found = new WeakSet<Element>();
  /** Weak references, so that nodes removed by the page can be garbage-collected. */
  const early: WeakRef<Element>[] = [];
  let crowd: Crowd | undefined;
  const notice = (records?: readonly MutationRecord[]) => crowd?.notice(records);
  const { release, ...inView } = createInView(ratio, onEntry, notice);
  const { observe } = inView;

  function useCrowd(loaded: Crowd): void {
    crowd = loaded;
  }

  return {
    ...inView,
    add(element) {
      const isNew = !found.has(element);
      found.add(element);
      if (isNew && !crowd) {
        observe(element);
        if (early.push(new WeakRef(element)) === CROWD) withCrowd({ observe, release, early }, useCrowd);
      }
      crowd?.add(element);
      return isNew;
    },
    notice,
  };
}
