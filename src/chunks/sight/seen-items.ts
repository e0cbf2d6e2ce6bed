/**
 * Records which items of each list were seen in this page view, in the order in which they were seen. Personalize calls
 * this the impression of an interaction. Several containers with the same name form one list.
 *
 * An item is remembered by its list, not by its element. Without a change of the URL, it is remembered as long as the
 * container of the list is in the document. After a change, it is forgotten when no element shows it any more. An
 * element that is replaced within a moment is a redraw, except after a change of the path: then it is the next route.
 */

import { later } from '../../browser/later';
import { native, toArray } from '../../browser/native';

/** A redraw takes no longer than this. */
const MOMENT_MS = 300;

/** An impression has 25 items, and the item of the interaction may be one of the seen ones. */
const MOST_SEEN = 25;

/** What an element shows. Items outside any list belong to the list `undefined`. */
export interface Place {
  itemId: string;
  list: string | undefined;
  /** The element that names the list, or the document. */
  container: Node;
}

interface Seen {
  itemId: string;
  list?: string | undefined;
  /** Weak references, so that nodes removed by the page can be garbage-collected. */
  container?: WeakRef<Node>;
  element?: WeakRef<Element>;
  /** The number of URL changes before it was seen. */
  urls: number;
  /** No element shows it. */
  away?: boolean;
}

export interface SeenItems {
  /** Call it when the element comes into view. */
  enter(element: Element, place: Place): Entered;
  /** Notes which items have left the document. */
  sweep(): void;
  /** The URL has changed. `isPath`: more than its query. */
  changeUrl(isPath: boolean): void;
  /** The items of the list that were seen, oldest first. */
  seenIn(list: string): string[];
  /** A new page view starts for everything, or the visitor changes. */
  clear(): void;
}

/** An element that shows an item of a list. */
export interface Entered {
  /** Whether the item was seen in this page view, and the element that showed it is still there. */
  has(): boolean;
  /** Adds the item to its list. Returns true the first time in this page view. */
  add(): boolean;
}

/** `attribute` makes an element an item; `read` reads what an element shows now. */
export function createSeenItems(attribute: string, read: (element: Element) => Place | undefined): SeenItems {
  const all = new Set<Seen>();
  /** The number of URL changes, and that number at the last change of the path. */
  let [urls, paths] = [0, 0];
  const isGone = (seen: Seen) => idOf(find(seen.element), attribute) !== seen.itemId || !find(seen.container);

  function sweep(): void {
    const left = [...all].filter((seen) => !seen.away && isGone(seen));
    if (left[0]) later(() => settle(left), MOMENT_MS);
    for (const seen of left) seen.away = true;
  }

  const isSame = (seen: Seen, { container }: Place) =>
    seen.urls === urls || (seen.urls >= paths && container === find(seen.container));

  function settle(left: Seen[]): void {
    findAgain(left, attribute, read, isSame);
    for (const seen of left) if (seen.away && (seen.urls < urls || !find(seen.container))) all.delete(seen);
  }

  /** Finds the item if it was seen, and notes that this element shows it. */
  function known(element: Element, place: Place): Seen | undefined {
    for (const seen of [...all].filter((each) => isFor(each, place))) {
      // Without a change of the URL, a container that is gone was replaced a moment ago.
      const isHere = find(seen.container) || seen.urls === urls;
      if (isHere && !(seen.away && seen.urls < paths)) return show(seen, element, place);
      all.delete(seen);
    }
    return undefined;
  }

  return {
    enter(element, place) {
      const begun = urls;
      return {
        has: () => [...all].some((seen) => isFor(seen, place) && !isGone(seen)),
        add() {
          if (known(element, place)) return false;
          all.add(show({ itemId: place.itemId, urls: begun }, element, place));
          return true;
        },
      };
    },
    sweep,
    changeUrl(isPath) {
      urls++;
      if (isPath) paths = urls;
      for (const seen of all) seen.away = false;
      sweep();
    },
    seenIn(list) {
      const away = [...all].filter((seen) => seen.away);
      if (away[0]) findAgain(away, attribute, read, isSame);
      return latestOf(all, (seen) => listOf(seen, read) === list && !(seen.away && seen.urls < urls));
    },
    clear: () => all.clear(),
  };
}

/** Returns the node if it is in the document. */
function find<T extends Node>(ref: WeakRef<T> | undefined): T | undefined {
  const node = ref?.deref();
  return node && native(node as Node, 'isConnected') ? node : undefined;
}

const idOf = (element: Element | undefined, attribute: string): string | undefined =>
  element && native(element, 'getAttribute', attribute)?.trim();

const isFor = (seen: Seen, { itemId, list, container }: Place): boolean =>
  seen.itemId === itemId && (seen.list === list || find(seen.container) === container);

/** The list in which the item is now. */
function listOf(seen: Seen, read: (element: Element) => Place | undefined): string | undefined {
  const element = find(seen.element);
  return ((element && read(element)) ?? seen).list;
}

function latestOf(all: Iterable<Seen>, isIn: (seen: Seen) => boolean): string[] {
  const latest: string[] = [];
  for (const seen of [...all].reverse()) {
    if (latest.length > MOST_SEEN) break;
    if (isIn(seen)) latest.push(seen.itemId);
  }
  return latest.reverse();
}

/** Finds the elements that show these items now. */
function findAgain(
  left: Seen[],
  attribute: string,
  read: (element: Element) => Place | undefined,
  isSame: (seen: Seen, place: Place) => boolean,
): void {
  const byId = new Map<string, Seen[]>();
  // A list in a shadow root is not found from the document.
  const roots = new Set<Node>([document]);
  for (const seen of left) {
    byId.set(seen.itemId, [...(byId.get(seen.itemId) ?? []), seen]);
    roots.add(find(seen.container) ?? document);
  }
  for (const root of roots) {
    for (const element of toArray(native(root as Element, 'querySelectorAll', `[${attribute}]`))) {
      for (const seen of byId.get(idOf(element, attribute) ?? '') ?? []) {
        const place = read(element);
        if (place && place.list === seen.list && isSame(seen, place)) show(seen, element, place);
      }
    }
  }
}

/** Sets the element that shows the item. */
function show(seen: Seen, element: Element, { list, container }: Place): Seen {
  const refs = { container: new WeakRef(container), element: new WeakRef(element) };
  return Object.assign(seen, refs, { list, away: false });
}
