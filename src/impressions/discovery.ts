/**
 * Finds the items of the page, those of today and those of later, in the document and in every open shadow root.
 *
 * Work is done in slices while the page is idle, so that ten thousand cards make no long task. What a recycled node
 * stands for is told at once, since the second of the old item ends there.
 */

import { whenIdle } from '../browser/idle';
import { guard, type Stop } from '../browser/listen';
import { native } from '../browser/native';

/** A slice ends after so many milliseconds: a sixth of a long task at a quarter of the speed. */
const SLICE_MS = 2;
/** An item that comes is observed so soon, or what is seen of it meanwhile is not counted. */
const AT_THE_LATEST_MS = 100;

export interface Items {
  /** Looks through `root` again. */
  scan(root: ParentNode): void;
  stop: Stop;
}

export function startItems(deps: {
  /** The attribute that makes an element an item. */
  attribute: string;
  onItem: (element: Element) => void;
  /** Its item id has changed, or it stands elsewhere. */
  onChanged: (element: Element) => void;
  /** Something happened that may have shown or hidden items. */
  onRestyled: (records: readonly MutationRecord[]) => void;
  /** The document, and each open shadow root when it is found. */
  onRoot: (root: Document | ShadowRoot) => void;
  /** Selects what is to be filled or ranked. */
  slots: string;
  /** It is there, or an attribute of it has changed. */
  onSlot: (element: Element) => void;
  onMedia: (element: HTMLMediaElement) => void;
}): Items {
  const { attribute } = deps;
  /** Weak, as everything here: what the page has thrown away must not be kept alive. */
  const known = new WeakSet<Node>();
  let roots: WeakRef<Node>[] = [];
  /** Names of custom elements without a class. One promise for each name, since it is kept until the class comes. */
  const names = new Set<string>();
  /**
   * Roots of the subtrees that are still to be looked through. It holds a removed node until the next slice at most.
   *
   * A walk ends with its slice, and the subtrees that are left of it come back here. So no position in the tree has to
   * survive what the page does meanwhile. A NodeIterator would, but Chromium and WebKit visit every one at each removal
   * of a node, until it is collected: https://dom.spec.whatwg.org/#concept-node-remove
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

  function enter(root: Document | ShadowRoot): void {
    // A known one too: its host may stand elsewhere now, or have left before it was looked through.
    scan(root);
    if (known.has(root)) return;
    known.add(root);
    // Now and then those that were collected are dropped.
    if (roots.push(new WeakRef(root)) % 99 < 1) roots = roots.filter((each) => each.deref());
    // All attributes: pages show and hide by any of them, and no engine tells that an element became visible.
    observer.observe(root, { childList: true, subtree: true, attributes: true });
    deps.onRoot(root);
  }

  function add(node: Node): void {
    // What has left the page again is told of when it comes back.
    if (node instanceof Element && native(node, 'isConnected')) scan(node);
  }

  function scan(root: Node | undefined): void {
    if (stopped || !root) return;
    queue.add(root);
    if (scheduled) return;
    scheduled = true;
    whenIdle(work, AT_THE_LATEST_MS);
  }

  function work(): void {
    scheduled = false;
    const end = performance.now() + SLICE_MS;
    for (const root of queue) {
      queue.delete(root);
      if (!native(root, 'isConnected')) continue;
      const walker = native(document, 'createTreeWalker', root, NodeFilter.SHOW_ELEMENT);
      do {
        const { currentNode } = walker;
        if (performance.now() > end) return putBack(walker);
        if (currentNode instanceof Element) visit(currentNode);
      } while (walker.nextNode());
    }
  }

  /** Its current node and what comes after it: the siblings that follow, and those of each ancestor. */
  function putBack(walker: TreeWalker): void {
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
    if (shadowRoot) return enter(shadowRoot);
    // A custom element gets its shadow root when its class arrives, and no mutation tells.
    if (native(element, 'matches', ':defined')) return;
    const localName = native(element, 'localName');
    if (names.has(localName)) return;
    names.add(localName);
    customElements.whenDefined(localName).then(
      () => {
        // All of it: a selector reads `x-a.b`, which is a name, as a class, and markup may have taken the document's methods.
        for (const root of roots) scan(root.deref());
      },
      // A name with a hyphen that can be no custom element's, such as font-face in an SVG.
      () => {},
    );
  }

  enter(document);
  return {
    scan,
    stop() {
      stopped = true;
      queue.clear();
      observer.disconnect();
    },
  };
}
