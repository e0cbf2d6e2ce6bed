/** The stored position of one item. */

import { native } from '../../browser/native';

export interface Card {
  element: WeakRef<Element>;
  /** `NaN` for an item without a box. */
  band: number;
  /** Distance in px from the reference. */
  top: number;
}

/** The present box of the item; `undefined` if it has none. */
export function boxOf(card: Card): DOMRect | undefined {
  const element = card.element.deref();
  const box = element && native(element, 'getBoundingClientRect');
  return box?.width && box.height ? box : undefined;
}
