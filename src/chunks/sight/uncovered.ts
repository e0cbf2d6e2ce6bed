/**
 * Tests at some points whether an item is visible there, and so whether enough of it is.
 *
 * Five points are enough for most items: all are visible, or none is. A cover without a hole that hides more than half
 * of the item hides its center. Otherwise the share is counted on more points.
 */

import { native, toArray } from '../../browser/native';
import { isPainted } from './is-painted';
import { elementsOf } from './opacity';
import { requiredRatio } from './required-ratio';
import { createPointTest } from './visible-at';

/** What the tests of one look share. */
export interface Budget {
  /** How many points may still be tested. */
  points: number;
  modal: Element | null;
}

interface Box {
  left: number;
  top: number;
  width: number;
  height: number;
}

const FEW = [
  [0.5, 0.5],
  [0.1, 0.1],
  [0.9, 0.1],
  [0.1, 0.9],
  [0.9, 0.9],
] as const;
/**
 * No two of these points share a row or a column, so that a cover or a clip along an edge is measured as exactly as one
 * across a corner: https://en.wikipedia.org/wiki/Low-discrepancy_sequence#Additive_recurrence
 */
const MANY: [number, number][] = [];
// No `Array.from`, which old libraries replace by one that ignores the function.
for (let index = 0; index < 32; index++) MANY.push([(index + 0.5) / 32, (index * 0.618034) % 1]);
/** What the share of so many points can be off. */
const TOLERANCE = 1 / 16;

const areaOf = ({ width, height }: Box): number => width * height;

/** `target` has the box that stands for the item: it is the item, or its content. */
export function isUncovered(item: Element, target: Element, ratio: number, budget: Budget): boolean {
  if (!isPainted(target)) return false;
  const view = visualViewportBox();
  const box = boxInView(target, view);
  const part = box && intersection(box, view);
  if (!part) return false;
  const need = requiredRatio(box, view, ratio) - TOLERANCE;
  if (areaOf(part) < need * areaOf(box)) return false;

  const isVisibleAt = createPointTest(item, target, budget.modal);
  const test = (x: number, y: number): boolean => {
    budget.points--;
    return isVisibleAt(x, y);
  };
  const visible = FEW.filter(([x, y]) => test(part.left + x * part.width, part.top + y * part.height));
  if (!visible.length || visible.length === FEW.length) return visible.length > 0;

  const found = MANY.filter(([alongX, alongY]) => {
    const x = box.left + alongX * box.width;
    const y = box.top + alongY * box.height;
    return isInside(view, x, y) && test(x, y);
  });
  return found.length >= need * MANY.length;
}

const isInside = ({ left, top, width, height }: Box, x: number, y: number): boolean =>
  x >= left && x <= left + width && y >= top && y <= top + height;

/** What a pinch-zoomed page shows, in the coordinates of `getBoundingClientRect`. */
function visualViewportBox(): Box {
  const { offsetLeft, offsetTop, width, height } = visualViewport ?? {
    offsetLeft: 0,
    offsetTop: 0,
    width: innerWidth,
    height: innerHeight,
  };
  return { left: offsetLeft, top: offsetTop, width, height };
}

/** A text over several lines has several boxes, with room between them that belongs to other elements. */
function boxInView(target: Element, view: Box): Box | undefined {
  let best: Box | undefined;
  let most = 0;
  const zoom = zoomOf(target);
  for (const rect of toArray(native(target, 'getClientRects'))) {
    const box = scaled(rect, zoom);
    const part = intersection(box, view);
    if (!part || areaOf(part) <= most) continue;
    best = box;
    most = areaOf(part);
  }
  return best;
}

/** WebKit measures an element with `zoom` in its own pixels, and does not know `currentCSSZoom`. */
const zoomOf = (target: Element): number =>
  'currentCSSZoom' in target
    ? 1
    : elementsOf(target).reduce((zoom, each) => zoom * (Number(getComputedStyle(each).zoom) || 1), 1);

const scaled = ({ left, top, width, height }: Box, by: number): Box => ({
  left: left * by,
  top: top * by,
  width: width * by,
  height: height * by,
});

function intersection(box: Box, view: Box): Box | undefined {
  const left = Math.max(box.left, view.left);
  const top = Math.max(box.top, view.top);
  const width = Math.min(box.left + box.width, view.left + view.width) - left;
  const height = Math.min(box.top + box.height, view.top + view.height) - top;
  return width > 0 && height > 0 ? { left, top, width, height } : undefined;
}
