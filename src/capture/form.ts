/**
 * Items whose event is a `submit` or a `change`: a search form, a rating.
 *
 * Neither event leaves the shadow root it happens in, so each root has its own listener; and one that happens in a
 * slotted form passes through two of them.
 */

import { composedPathOf } from '../browser/composed-path';
import { listen, type Stop } from '../browser/listen';
import type { Captured } from '../event';
import { toNumber } from '../limits';
import type { Observed } from './attributes';

export function createForms(deps: {
  read: (path: readonly EventTarget[]) => Observed | undefined;
  now: () => number;
  emit: (captured: Captured) => void;
}): { enter(root: Node): Stop } {
  let handled: Event | undefined;

  const onEvent = (event: Event) => {
    const target = event.composedPath()[0];
    if (event === handled || !event.isTrusted || !(target instanceof Node)) return;
    handled = event;
    const isSubmit = event.type === 'submit';
    const seen = deps.read(composedPathOf(target));
    const eventType = seen?.eventType(isSubmit ? 'submit' : 'change');
    if (!seen || !eventType) return;
    const fields = seen.fields();
    // What was chosen is the value of a rating, where the page has not said another.
    if (!isSubmit) fields.eventValue ??= toNumber((target as HTMLInputElement).value);
    deps.emit({ eventType, fields, list: seen.list, at: deps.now(), leaving: isSubmit });
  };

  return { enter: (root) => listen(root, 'submit change', onEvent, { capture: true, passive: true }) };
}
