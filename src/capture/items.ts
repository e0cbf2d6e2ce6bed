/**
 * Finds the items of the page, those of today and those of later, in the document and in every open shadow root.
 *
 * Work is done in slices while the page is idle, so that ten thousand cards make no long task. What a recycled node
 * stands for is told at once, since the second of the old item ends there.
 */

import { whenIdle } from '../browser/idle';
import type { Stop } from '../browser/listen';

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
  const roots = new WeakSet<Node>();
  /**
   * What is still to be looked through: roots and subtrees. An iterator goes on where it was, whatever the page takes
   * away meanwhile; a list of all elements of a long page would be a long task by itself.
   */
  const queue: NodeIterator[] = [];
  let scheduled = false;
  let stopped = false;

  const observer = new MutationObserver((records) => {
    for (const { type, target, addedNodes, attributeName } of records) {
      if (type === 'childList') for (const node of addedNodes) node instanceof Element && scan(node);
      else {
        if (attributeName === attribute) deps.onChanged(target as Element);
        visitSlot(target as Element);
      }
    }
    deps.onRestyled(records);
  });

  function enter(root: Document | ShadowRoot): void {
    if (roots.has(root)) return;
    roots.add(root);
    // All attributes: pages show and hide by any of them, and no engine tells that an element became visible.
    observer.observe(root, { childList: true, subtree: true, attributes: true });
    deps.onRoot(root);
    scan(root);
  }

  function scan(root: ParentNode): void {
    queue.push(document.createNodeIterator(root, NodeFilter.SHOW_ELEMENT));
    if (scheduled || stopped) return;
    scheduled = true;
    whenIdle(work, AT_THE_LATEST_MS);
  }

  function work(): void {
    scheduled = false;
    if (stopped) return;
    const end = performance.now() + SLICE_MS;
    do {
      for (let left = 100; left; left--) {
        const element = queue[0]?.nextNode();
        if (element) visit(element as Element);
        // The iterator is at its end, or there is none left.
        else if (!queue.shift()) return;
      }
    } while (performance.now() < end);
    scheduled = true;
    whenIdle(work, AT_THE_LATEST_MS);
  }

  function visitSlot(element: Element): void {
    if (element.matches(deps.slots)) deps.onSlot(element);
  }

  function visit(element: Element): void {
    visitSlot(element);
    if (element.hasAttribute(attribute)) deps.onItem(element);
    if (element instanceof HTMLMediaElement) deps.onMedia(element);
    if (element.shadowRoot) return enter(element.shadowRoot);
    // A custom element gets its shadow root when its class arrives, and no mutation tells.
    const { localName } = element;
    if (!localName.includes('-') || customElements.get(localName)) return;
    const later = new WeakRef(element);
    customElements.whenDefined(localName).then(
      () => {
        const host = later.deref();
        if (host) scan(host);
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
      observer.disconnect();
    },
  };
}
