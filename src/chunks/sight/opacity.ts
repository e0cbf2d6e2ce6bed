/** Reads from computed styles how opaque something is, 0 to 1. */

import { composedPathOf } from '../../browser/composed-path';
import { isElement } from '../../browser/native';

/** The opacity of an element with all elements around it, which also apply their filters. */
export function opacityOf(element: Element): number {
  let product = 1;
  for (const each of elementsOf(element)) {
    const { opacity, filter } = getComputedStyle(each);
    product *= Number(opacity) * filterOpacity(filter);
  }
  return product;
}

/** The element and those around it, through slots and shadow roots. */
export const elementsOf = (element: Element): Element[] => composedPathOf(element).filter(isElement);

/** `rgb(…)` is opaque; `rgba(…, 0.5)`, `color(… / 0.5)` and `oklch(… / 50%)` are not. */
export function colorAlpha(color: string): number {
  const [, alpha, percent] = /(?:^rgba.*,|\/)\s*([\d.e-]+)(%?)\s*\)$/.exec(color) ?? [];
  if (alpha === undefined) return color === 'transparent' || !color ? 0 : 1;
  return Number(alpha) / (percent ? 100 : 1);
}

/** A gradient with a transparent color shows what is behind it. Any other image counts as opaque. */
export const isOpaqueImage = (image: string): boolean =>
  image !== '' && image !== 'none' && !hasTransparency(image);

/** Whether a gradient has no color but transparent ones. */
export function isTransparentGradient(image: string): boolean {
  const colors = image.match(COLOR);
  return /gradient\(/.test(image) && !!colors && colors.every((color) => colorAlpha(color) === 0);
}

const COLOR = /(?:rgba?|color|oklch|oklab|lab|lch|hsla?)\([^()]*\)|\btransparent\b/g;

const hasTransparency = (image: string): boolean =>
  image.match(COLOR)?.some((color) => colorAlpha(color) < 0.5) ?? false;

function filterOpacity(filter: string): number {
  const [, value = '1', percent] = /opacity\(([\d.e-]+)(%?)\)/.exec(filter) ?? [];
  return Number(value) / (percent ? 100 : 1);
}
