/** Whether an element hides what is behind it at a point: by a background, an image, or a pseudo-element. */

import { native } from '../../browser/native';
import { colorAlpha, isOpaqueImage, opacityOf } from './opacity';

/** From this opacity an element hides what is behind it. */
const OPAQUE = 0.5;

/** They paint something of their own, whatever their background is. */
const REPLACED = /^(img|video|canvas|iframe|object|embed)$/;
const SVG = 'http://www.w3.org/2000/svg';

export function paintsAt(element: Element, x: number, y: number): boolean {
  const opacity = opacityOf(element);
  if (opacity < OPAQUE) return false;
  const { left, right, top, bottom } = native(element, 'getBoundingClientRect');
  // Otherwise the point is in a pseudo-element, or in the backdrop of a dialog.
  const isInside = x >= left && x <= right && y >= top && y <= bottom;
  return (
    (isInside && (isReplaced(element) || hidesBehind(getComputedStyle(element), opacity))) ||
    (!isInside && hidesBehind(getComputedStyle(element, '::backdrop'), opacity) && isModal(element)) ||
    pseudoElementPaintsAt(element, x, y, true)
  );
}

/**
 * Finds positioned pseudo-elements only, such as a scrim or a stretched link. `isHit`: it is above the item, because the
 * hit test has not found the item. Otherwise its place in the document tells whether it is.
 */
export function pseudoElementPaintsAt(element: Element, x: number, y: number, isHit: boolean): boolean {
  return ['::before', '::after'].some((name) => {
    const style = getComputedStyle(element, name);
    const level = Number.parseInt(style.zIndex, 10) || 0;
    if (!isHit && (level < 0 || (!level && name === '::before'))) return false;
    if (/^(none|normal|)$/.test(style.content) || style.visibility === 'hidden' || style.display === 'none')
      return false;
    if (!/absolute|fixed/.test(style.position)) return false;
    if (!hidesBehind(style, opacityOf(element) * Number(style.opacity))) return false;
    const origin = style.position === 'fixed' ? { left: 0, top: 0 } : originOf(element);
    const left = origin.left + (Number.parseFloat(style.left) || 0);
    const top = origin.top + (Number.parseFloat(style.top) || 0);
    return (
      x >= left &&
      x <= left + Number.parseFloat(style.width) &&
      y >= top &&
      y <= top + Number.parseFloat(style.height)
    );
  });
}

function hidesBehind(style: CSSStyleDeclaration, opacity: number): boolean {
  return (
    colorAlpha(style.backgroundColor) * opacity >= OPAQUE ||
    isOpaqueImage(style.backgroundImage) ||
    /blur/.test(style.backdropFilter)
  );
}

/** An image of one pixel is a spacer, which paints nothing. */
function isReplaced(element: Element): boolean {
  const name = native(element, 'localName');
  if (name === 'img') return Reflect.get(HTMLImageElement.prototype, 'naturalWidth', element) > 1;
  if (native(element, 'namespaceURI') !== SVG) return REPLACED.test(name);
  // Without a fill, a graphic is hit at its stroke only.
  return name !== 'svg' && colorAlpha(getComputedStyle(element).fill) >= OPAQUE;
}

function isModal(element: Element): boolean {
  try {
    return native(element, 'matches', ':modal,:popover-open');
  } catch {
    return native(element, 'localName') === 'dialog';
  }
}

/** Where the positions of an absolutely positioned pseudo-element count from. */
function originOf(element: Element): { left: number; top: number } {
  for (let each: Element | null = element; each; each = native(each, 'parentElement')) {
    const { position, borderLeftWidth, borderTopWidth } = getComputedStyle(each);
    if (position === 'static') continue;
    const { left, top } = native(each, 'getBoundingClientRect');
    return {
      left: left + Number.parseFloat(borderLeftWidth),
      top: top + Number.parseFloat(borderTopWidth),
    };
  }
  return { left: -scrollX, top: -scrollY };
}
