/**
 * Finds the items of the page, present ones and those added later, in the document and in every open shadow root. A
 * changed item id is reported immediately, because a recycled node ends the second of the old item.
 */

import { guard, type Stop } from '../../../browser/listen';
import { isElement, native } from '../../../browser/native';
import type { SightParts } from '../../../core/sources';
import { createOpenRoots } from './open-roots';
import { createTreeSearch } from './tree-search';

export interface Items {
  /** Searches `root` again. */
  scan(root: ParentNode): void;
  stop: Stop;
}

export interface Finds extends Pick<SightParts, 'onRoot' | 'onOpened'> {
  /** A slot was found, or one of its attributes has changed. */
  onSlot: (element: Element) => void;
  onMedia: (element: HTMLMediaElement) => void;
  onItem: (element: Element) => void;
  /** The item id of an element has changed. */
  onChanged: (element: Element) => void;
  /** Mutations that can have shown or hidden items. */
  onRestyled: (records: readonly MutationRecord[]) => void;
}

/** `attribute` makes an element an item; `slots` is the selector of the slots. */
export function startItems(attribute: string, slots: string, finds: Finds): Items {
  const { scan, searchNow, stop } = createTreeSearch(visit);
  const { enter, enterInside } = createOpenRoots(scan, (root) => {
    // Observes all attributes: a page can show or hide by any of them, and no engine reports that an element became
    // visible.
    observer.observe(root, { childList: true, subtree: true, attributes: true });
    finds.onRoot(root);
  });

  const observer = new MutationObserver(
    guard((records) => {
      for (const { type, target, addedNodes, removedNodes, attributeName } of records) {
        if (type === 'childList') {
          // Only `document.open()` changes the children of the document while the page is used.
          if (target === document) finds.onOpened();
          addedNodes.forEach(add);
          // A redraw: the second of an item goes on if its new element is found before it is redrawn again.
          if (removedNodes.length) searchNow();
        } else {
          if (attributeName === attribute) finds.onChanged(target as Element);
          visitSlot(target as Element);
        }
      }
      finds.onRestyled(records);
    }),
  );

  function add(node: Node): void {
    // Skips a node that was removed again. Another mutation reports it if the page inserts it again.
    if (isElement(node) && native(node, 'isConnected')) scan(node);
  }

  function visitSlot(element: Element): void {
    if (native(element, 'matches', slots)) finds.onSlot(element);
  }

  function visit(element: Element): void {
    visitSlot(element);
    if (native(element, 'hasAttribute', attribute)) finds.onItem(element);
    if (/^(audio|video)$/.test(native(element, 'localName'))) finds.onMedia(element as HTMLMediaElement);
    enterInside(element);
  }

  enter(document);
  return {
    scan,
    stop() {
      stop();
      observer.disconnect();
    },
  };
}
