/** Whether an element is painted at all, as far as neither its box nor a hit test tells that. */

import { elementsOf, isTransparentGradient, opacityOf } from './opacity';

/** A person cannot see what is more transparent than this. */
const LEAST_OPACITY = 0.1;

export const isPainted = (element: Element): boolean =>
  opacityOf(element) >= LEAST_OPACITY &&
  elementsOf(element).every((each) => {
    const { maskImage, webkitMaskImage } = getComputedStyle(each);
    return !isTransparentGradient(maskImage || webkitMaskImage || '');
  });
