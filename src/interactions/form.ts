/**
 * Captures `submit` and `change` events of items, such as a search form or a rating.
 *
 * Neither event leaves the shadow root in which it happens, so each root has its own listener. An event in a slotted
 * form reaches two of these listeners and is handled once.
 */

import { listen, type Stop } from '../browser/listen';
import { isElement } from '../browser/native';
import type { Captured } from '../core/event';
import { toNumber } from '../core/limits';
import type { Observed } from './attributes';
import type { Gesture } from './gesture';

export function createForms(deps: {
  read: (element: Element) => Observed | undefined;
  now: () => number;
  emit: (captured: Captured) => void;
  counts: Gesture['counts'];
}): { enter(root: Node): void; stop: Stop } {
  let handled: Event | undefined;

  const onEvent = (event: Event) => {
    const target = event.composedPath()[0];
    if (event === handled || !target || !isElement(target)) return;
    handled = event;
    const isSubmit = event.type === 'submit';
    const observed = deps.read(target);
    const eventType = observed?.eventType(isSubmit ? 'submit' : 'change');
    if (!observed || !eventType || !deps.counts(event, observed.item)) return;
    const fields = observed.fields();
    // The value of the control (a rating) takes precedence over the attribute, which can be the price of the card.
    if (!isSubmit) fields.eventValue = toNumber((target as HTMLInputElement).value) ?? fields.eventValue;
    deps.emit({ eventType, fields, list: observed.list, at: deps.now(), leaving: isSubmit });
  };

  // One abort signal for all roots: a `stop` function per root would keep the root in memory.
  const abort = new AbortController();
  return {
    enter: (root) => void listen(root, 'submit change', onEvent, abort.signal),
    stop: () => abort.abort(),
  };
}
