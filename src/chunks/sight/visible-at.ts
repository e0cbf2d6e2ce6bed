/**
 * Tests whether an item is visible at one point of its box, by hit tests. They respect clips, transforms, stacking and
 * back faces, which cannot be computed from styles.
 *
 * Not detected: covers without pointer events, and covers outside of a frame.
 */

import { composedPathOf } from '../../browser/composed-path';
import { isElement, native, toArray } from '../../browser/native';
import { elementsOf } from './opacity';
import { paintsAt, pseudoElementPaintsAt } from './paints';

type Root = Document | ShadowRoot;

/** `target` has the box that stands for the item: it is the item, or its content. */
export function createPointTest(
  item: Element,
  target: Element,
  modal: Element | null,
): (x: number, y: number) => boolean {
  const outer = composedPathOf(target);
  const isHittable = canBeHit(outer, modal);
  // A rotated item does not fill its box.
  const fillsBox = isHittable && !elementsOf(target).some(isTilted);

  const isPart = (element: Element): boolean => {
    const path = composedPathOf(element);
    return path.includes(item) || path.includes(target);
  };
  const isCover = (element: Element, x: number, y: number): boolean =>
    outer.includes(element)
      ? pseudoElementPaintsAt(element, x, y, isHittable)
      : (isHittable || isAbove(element, target)) && paintsAt(element, x, y);

  return (x, y) => {
    const top = topmostAt(x, y);
    if (top && isPart(top)) return true;
    // Most covers are found here, and the list of all elements at the point is expensive.
    if (top && isCover(top, x, y)) return false;
    for (const element of stackAt(document, x, y)) {
      if (isPart(element)) return true;
      if (isCover(element, x, y)) return false;
    }
    // A hit test finds every element with pointer events that is not clipped there.
    return !fillsBox;
  };
}

/** A modal dialog makes everything else inert. Ask for it once in a look. */
export function findModal(): Element | null {
  try {
    // Its backdrop is hit everywhere, also if the dialog is in a shadow root, where no selector finds it.
    const path = elementsOf(topmostAt(1, 1) ?? native(document, 'documentElement'));
    return (
      path.find((each) => native(each, 'matches', ':modal')) ?? native(document, 'querySelector', ':modal')
    );
  } catch {
    // Engines before 2022 do not know the selector.
    return null;
  }
}

/** The topmost element at a point, also inside of shadow roots. */
function topmostAt(x: number, y: number): Element | null {
  let found: Element | null = null;
  let root: Root | null = document;
  while (root) {
    const next: Element | null = native(root, 'elementFromPoint', x, y);
    // A shadow root can return its host, or an element outside of it.
    if (!next || native(next, 'getRootNode') !== root) break;
    found = next;
    root = native(next, 'shadowRoot');
  }
  return found;
}

/** All elements at a point that can be hit, the topmost first. Those of a shadow root stand before its host. */
function stackAt(root: Root, x: number, y: number): Element[] {
  return toArray(native(root, 'elementsFromPoint', x, y)).flatMap((element) => {
    // Engines differ in whether a shadow root also returns elements around it.
    if (native(element, 'getRootNode') !== root) return [];
    const shadowRoot = native(element, 'shadowRoot');
    return shadowRoot ? [...stackAt(shadowRoot, x, y), element] : [element];
  });
}

/** `Node.DOCUMENT_POSITION_FOLLOWING`: a page can have a class `Node` of its own. */
const FOLLOWING = 4;
const SVG = 'http://www.w3.org/2000/svg';

/** A graphic is hit only where it is painted, and an area of an image map never has a box. */
function canBeHit(path: readonly EventTarget[], modal: Element | null): boolean {
  const target = path[0] as Element;
  if (native(target, 'namespaceURI') === SVG || getComputedStyle(target).pointerEvents === 'none')
    return false;
  return (
    !path.some((node) => isElement(node) && native(node, 'hasAttribute', 'inert')) &&
    (!modal || path.includes(modal))
  );
}

function isTilted(element: Element): boolean {
  const { transform } = getComputedStyle(element);
  if (transform === 'none' || !transform) return false;
  const { b, c } = new DOMMatrix(transform);
  return Math.abs(b) + Math.abs(c) > 0.01;
}

/** Whether an element is painted above an item that cannot be hit. A guess by its place in the document. */
const isAbove = (element: Element, target: Element): boolean =>
  Boolean(native(target, 'compareDocumentPosition', element) & FOLLOWING) ||
  /fixed|sticky/.test(getComputedStyle(element).position);
