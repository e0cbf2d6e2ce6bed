/** Whether an element is painted at all, as far as neither its box nor a hit test tells that. */

import { elementsOf, isTransparentGradient, opacityOf } from './opacity';

/** A person cannot see what is more transparent than this. */
const LEAST_OPACITY = 0.1;

export const isPainted = (element: Element): boolean =>
  opacityOf(element) >= LEAST_OPACITY &&
  elementsOf(element).every((each) => {
    const { maskImage, webkitMaskImage } = getComputedStyle(each);
    return !isTransparentGradient(maskImage || webkitMaskImage || '') && !isBackFace(each);
  });

/** WebKit finds back faces in hit tests. Not detected: a back face by the property `rotate`. */
function isBackFace(element: Element): boolean {
  if (getComputedStyle(element).backfaceVisibility !== 'hidden') return false;
  let matrix = matrixOf(element);
  for (const outer of elementsOf(element).slice(1)) {
    if (getComputedStyle(outer).transformStyle !== 'preserve-3d') break;
    matrix = matrixOf(outer).multiply(matrix);
  }
  return matrix.m33 < 0;
}

const matrixOf = (element: Element): DOMMatrix => new DOMMatrix(getComputedStyle(element).transform);
