/**
 * The type of the event that watching an element sends.
 *
 * `…-event-type` on the element itself, unless its `…-on` says that the type is for something else: with `…-on="watch"`
 * it is for watching alone and a click sends nothing. What the card around it sends for a click is not for watching;
 * but a card that is switched off is off.
 */

import { composedPathOf } from '../../browser/composed-path';
import { native } from '../../browser/native';

const DEFAULT = 'Watch';

/** `undefined` where nothing is to be sent. */
export function mediaEventType(media: Element, prefix: string): string | undefined {
  for (const element of composedPathOf(media)) {
    if (!(element instanceof Element)) continue;
    const own = (name: string) => native(element, 'getAttribute', `${prefix}-${name}`);
    const type = own('event-type');
    if (type === 'none') return;
    const on = own('on');
    if (type && element === media && (!on || on.split(/\s+/).includes('watch'))) return type;
    if (type || own('item-id') !== null) break;
  }
  return DEFAULT;
}
