/** The elements that an item without a box consists of. */

import { native, toArray } from '../../browser/native';

/** More elements than that are not measured. */
const MOST_PARTS = 30;

/** Firefox reports the box of the image for an area of an image map. */
export const isBox = (element: Element): boolean => native(element, 'localName') !== 'area';

/** An inline element around others: its box is that of its text, even if it is around an image. */
export const isInline = (element: Element): boolean =>
  Boolean(native(element, 'firstElementChild')) && getComputedStyle(element).display === 'inline';

/** False for an element that is not displayed. It has no parts, and is reported again when it is displayed. */
export const isRendered = (item: Element): boolean =>
  native(item, 'getClientRects').length > 0 || !isBox(item) || getComputedStyle(item).display === 'contents';

/**
 * The item itself, and what is in it. An area of an image map consists of its image. WebKit reports no box for the
 * elements of a graphic: they consist of the graphic.
 */
export function partsOf(item: Element): Element[] {
  if (!isBox(item)) return imagesOf(item);
  const graphic = native(item, 'parentElement') && native(item, 'closest', 'svg');
  if (graphic && graphic !== item) return [graphic];
  const parts: Element[] = [];
  collect(item, parts);
  return parts;
}

function collect(element: Element, parts: Element[]): void {
  if (parts.length >= MOST_PARTS) return;
  parts.push(element);
  for (const child of toArray(native(native(element, 'shadowRoot') ?? element, 'children')))
    collect(child, parts);
  if (native(element, 'localName') === 'slot')
    for (const child of HTMLSlotElement.prototype.assignedElements.call(element as HTMLSlotElement))
      collect(child, parts);
}

function imagesOf(area: Element): Element[] {
  const map = native(area, 'closest', 'map');
  const name = map && native(map, 'getAttribute', 'name');
  const root = native(area, 'getRootNode') as Document;
  return name ? toArray(native(root, 'querySelectorAll', `[usemap="#${CSS.escape(name)}"]`)) : [];
}

export function areaOf(element: Element): number {
  const { width, height } = native(element, 'getBoundingClientRect');
  return width * height;
}
