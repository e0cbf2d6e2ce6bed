/**
 * Finds the items of the page, present ones and those added later, in the document and in every open shadow root.
 *
 * The work runs in slices while the page is idle, so that 10,000 cards cause no long task. A changed item id is
 * reported immediately, because a recycled node ends the second of the old item.
 */

import { whenIdle } from '../browser/idle';
import { guard, type Stop } from '../browser/listen';
import { native } from '../browser/native';

/** The length of a slice. On a device with a quarter of the speed it takes 8 ms, a sixth of a long task. */
const SLICE_MS = 2;
/** A new item is observed after this time at the latest. The time in view before that is not counted. */
const MAX_DELAY_MS = 100;

export interface Items {
  /** Searches `root` again. */
  scan(root: ParentNode): void;
  stop: Stop;
}

export function startItems(deps: {
  /** The attribute that makes an element an item. */
  attribute: string;
  onItem: (element: Element) => void;
  /** The item id of an element has changed. */
  onChanged: (element: Element) => void;
  /** Mutations that can have shown or hidden items. */
  onRestyled: (records: readonly MutationRecord[]) => void;
  /** Called for the document, and for each open shadow root when it is found. */
  onRoot: (root: Document | ShadowRoot) => void;
  /** The selector of the slots. */
  slots: string;
  /** A slot was found, or one of its attributes has changed. */
  onSlot: (element: Element) => void;
  onMedia: (element: HTMLMediaElement) => void;
}): Items {
  const { attribute } = deps;
  /** All references are weak, so that nodes removed by the page can be garbage-collected. */
  const observedRoots = new WeakSet<Node>();
  let roots: WeakRef<Node>[] = [];
  /** Undefined custom elements. One promise per name, because it stays in memory until the class is defined. */
  const undefinedNames = new Set<string>();
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

  const observer = new MutationObserver(
    guard((records) => {
      for (const { type, target, addedNodes, attributeName } of records) {
        if (type === 'childList') addedNodes.forEach(add);
        else {
          if (attributeName === attribute) deps.onChanged(target as Element);
          visitSlot(target as Element);
        }
      }
      deps.onRestyled(records);
    }),
  );

  function observeRoot(root: Document | ShadowRoot): void {
    // Also scans a known root: its host can have moved, or was removed before the root was searched.
    scan(root);
    if (observedRoots.has(root)) return;
    observedRoots.add(root);
    // Removes the references to garbage-collected roots at every 99th new root.
    if (roots.push(new WeakRef(root)) % 99 < 1) roots = roots.filter((each) => each.deref());
    // Observes all attributes: a page can show or hide by any of them, and no engine reports that an element became
    // visible.
    observer.observe(root, { childList: true, subtree: true, attributes: true });
    deps.onRoot(root);
  }

  function add(node: Node): void {
    // Skips a node that was removed again. Another mutation reports it if the page inserts it again.
    if (node instanceof Element && native(node, 'isConnected')) scan(node);
  }

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
        if (currentNode instanceof Element) visit(currentNode);
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

  function visitSlot(element: Element): void {
    if (native(element, 'matches', deps.slots)) deps.onSlot(element);
  }

  function visit(element: Element): void {
    visitSlot(element);
    if (native(element, 'hasAttribute', attribute)) deps.onItem(element);
    if (element instanceof HTMLMediaElement) deps.onMedia(element);
    const shadowRoot = native(element, 'shadowRoot');
    if (shadowRoot) return observeRoot(shadowRoot);
    // A custom element gets its shadow root when its class is defined, and no mutation reports that.
    if (native(element, 'matches', ':defined')) return;
    const localName = native(element, 'localName');
    if (undefinedNames.has(localName)) return;
    undefinedNames.add(localName);
    customElements.whenDefined(localName).then(
      () => {
        // Scans all roots instead of using a selector: a selector reads the valid name `x-a.b` as a class, and named
        // elements can shadow the document's methods.
        for (const root of roots) scan(root.deref());
      },
      // A reserved name with a hyphen rejects, such as font-face in an SVG.
      () => {},
    );
  }

  observeRoot(document);
  return {
    scan,
    stop() {
      stopped = true;
      queue.clear();
      observer.disconnect();
    },
  };
}
