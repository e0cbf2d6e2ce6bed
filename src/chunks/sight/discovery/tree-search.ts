/**
 * Visits all elements of the subtrees that it is given. The work runs in slices while the page is idle, so that 10,000
 * cards cause no long task.
 */

import { whenIdle } from '../../../browser/idle';
import type { Stop } from '../../../browser/listen';
import { isElement, native } from '../../../browser/native';

/** The length of a slice. On a device with a quarter of the speed it takes 8 ms, a sixth of a long task. */
const SLICE_MS = 2;
/** A new item is observed after this time at the latest. The time in view before that is not counted. */
const MAX_DELAY_MS = 100;

export interface TreeSearch {
  /** Searches the subtree of `root`, again if it was searched before. */
  scan(root: Node | undefined): void;
  /** Searches one slice now. */
  searchNow(): void;
  stop: Stop;
}

export function createTreeSearch(visit: (element: Element) => void): TreeSearch {
  /**
   * Roots of the subtrees that must still be searched. A removed node stays here until the next slice at most.
   *
   * A traversal ends with its slice, and the remaining subtrees are added here. So no position in the tree is kept
   * while the page changes the tree. A NodeIterator can keep its position, but Chromium and WebKit visit every
   * NodeIterator at each removal of a node, until it is garbage-collected:
   * https://dom.spec.whatwg.org/#concept-node-remove
   */
  const queue = new Set<Node>();
  let scheduled = false;
  let stopped = false;

  function scan(root: Node | undefined): void {
    if (stopped || !root) return;
    queue.add(root);
    if (scheduled) return;
    scheduled = true;
    whenIdle(processQueue, MAX_DELAY_MS);
  }

  function processQueue(): void {
    scheduled = false;
    const sliceEnd = performance.now() + SLICE_MS;
    for (const root of queue) {
      queue.delete(root);
      if (!native(root, 'isConnected')) continue;
      const walker = native(document, 'createTreeWalker', root, NodeFilter.SHOW_ELEMENT);
      do {
        const { currentNode } = walker;
        if (performance.now() > sliceEnd) return queueRest(walker);
        if (isElement(currentNode)) visit(currentNode);
      } while (walker.nextNode());
    }
  }

  /** Queues the current node and all nodes after it: its following siblings, and those of each ancestor. */
  function queueRest(walker: TreeWalker): void {
    scan(walker.currentNode);
    do {
      while (walker.nextSibling()) scan(walker.currentNode);
    } while (walker.parentNode());
  }

  return {
    scan,
    searchNow: processQueue,
    stop() {
      stopped = true;
      queue.clear();
    },
  };
}
