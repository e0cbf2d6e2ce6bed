/** Finds the open shadow roots of elements, also those that appear when a custom element is defined. */

import { native } from '../../../browser/native';

export interface OpenRoots {
  /** Scans the root; observes it if it is new. */
  enter(root: Document | ShadowRoot): void;
  /** Enters the shadow root of an element, now or when its class is defined. */
  enterInside(element: Element): void;
}

export function createOpenRoots(
  scan: (root: Node | undefined) => void,
  onNew: (root: Document | ShadowRoot) => void,
): OpenRoots {
  /** All references are weak, so that nodes removed by the page can be garbage-collected. */
  const known = new WeakSet<Node>();
  let roots: WeakRef<Node>[] = [];
  /** Undefined custom elements. One promise per name, because it stays in memory until the class is defined. */
  const undefinedNames = new Set<string>();

  function enter(root: Document | ShadowRoot): void {
    // Also scans a known root: its host can have moved, or was removed before the root was searched.
    scan(root);
    if (known.has(root)) return;
    known.add(root);
    // Removes the references to garbage-collected roots at every 99th new root.
    if (roots.push(new WeakRef(root)) % 99 < 1) roots = roots.filter((each) => each.deref());
    onNew(root);
  }

  function enterInside(element: Element): void {
    const shadowRoot = native(element, 'shadowRoot');
    if (shadowRoot) return enter(shadowRoot);
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

  return { enter, enterInside };
}
