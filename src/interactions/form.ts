/**
 * Items whose event is a `submit` or a `change`: a search form, a rating.
 *
 * Neither event leaves the shadow root it happens in, so each root has its own listener; and one that happens in a
 * slotted form passes through two of them.
 */

import { listen, type Stop } from '../browser/listen';
import type { Captured } from '../core/event';
import { toNumber } from '../core/limits';
import type { Observed } from './attributes';

export function createForms(deps: {
  read: (element: Element) => Observed | undefined;
  now: () => number;
  emit: (captured: Captured) => void;
}): { enter(root: Node): void; stop: Stop } {
  let handled: Event | undefined;

  const onEvent = (event: Event) => {
    const target = event.composedPath()[0];
    if (event === handled || !event.isTrusted || !(target instanceof Element)) return;
    handled = event;
    const isSubmit = event.type === 'submit';
    const seen = deps.read(target);
    const eventType = seen?.eventType(isSubmit ? 'submit' : 'change');
    if (!seen || !eventType) return;
    const fields = seen.fields();
    // What was chosen is the value of a rating; the card around it may say a price.
    if (!isSubmit) fields.eventValue = toNumber((target as HTMLInputElement).value) ?? fields.eventValue;
    deps.emit({ eventType, fields, list: seen.list, at: deps.now(), leaving: isSubmit });
  };

  // One signal for all roots: a way to stop for each would keep each alive.
  const abort = new AbortController();
  const options = { capture: true, passive: true, signal: abort.signal };
  return {
    enter: (root) => void listen(root, 'submit change', onEvent, options),
    stop: () => abort.abort(),
  };
}
