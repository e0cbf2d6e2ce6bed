/**
 * Determines the event type that is sent when a media element is watched.
 *
 * It is `…-event-type` of the element itself, unless its `…-on` reserves that type for other interactions. With
 * `…-on="watch"` the type is for watching only and a click sends nothing. The event type of the card around the
 * element does not apply to watching, except that `none` also disables watching.
 */

import { composedPathOf } from '../../browser/composed-path';
import { isElement, native } from '../../browser/native';

const DEFAULT = 'Watch';

/** `undefined` if no event is sent. */
export function mediaEventType(media: Element, prefix: string): string | undefined {
  for (const element of composedPathOf(media)) {
    if (!isElement(element)) continue;
    const attributeOf = (name: string) => native(element, 'getAttribute', `${prefix}-${name}`);
    const type = attributeOf('event-type');
    if (type === 'none') return;
    const on = attributeOf('on');
    if (type && element === media && (!on || on.split(/\s+/).includes('watch'))) return type;
    if (type || attributeOf('item-id') !== null) break;
  }
  return DEFAULT;
}
