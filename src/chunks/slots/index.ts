/**
 * Entry of personalize-slots.min.js: fills containers with recommendations, and ranks the items of containers.
 *
 * Everything is prepared before the page is changed, and all changes are made in one task. Without an answer in time,
 * the page keeps its own content. An event on the container reports the result.
 */

import { fillSlot } from './fill-slot';
import { inTime } from './in-time';
import { rankSlot } from './rank-slot';
import { createShowInstead } from './show-instead';
import { type Ask, readSlot, type Slot } from './slot';

// rollup concatenates modules in the order of imports: this order makes the chunk 28 bytes smaller.

import { native } from '../../browser/native';
import type { SlotsModule } from '../../core/sources';

export { PROTOCOL as protocol } from '../../core/protocol';

/** One request of a slot. Aborted after the timeout, or when the slot needs another request. */
type Run = AbortController & { key: string };

/** Reports the result of a slot to the page, by an event on the container. */
const tell = (container: Element, name: string, detail: unknown) =>
  native(
    container as Node,
    'dispatchEvent',
    new CustomEvent(`personalize:${name}`, { detail, bubbles: true, composed: true }),
  );

export const startSlots: SlotsModule['startSlots'] = (given) => {
  const prefix = given.config.attributePrefix;
  const slots = `[${prefix}-recommend],[${prefix}-rank]`;
  const { show, end, stop } = createShowInstead(prefix, given.guard);
  const running = new WeakMap<Element, Run>();
  let stopped = false;

  /** The tag reports changed attributes of a slot, but not that an element is no longer a slot. */
  const observer = new MutationObserver((records) => {
    for (const { target } of records) {
      if (native(target as Element, 'matches', slots)) continue;
      running.delete(target as Element);
      end(target as Element);
    }
  });

  async function run(container: Element, slot: Slot, since: number, own: Run) {
    const isOver = () => stopped || running.get(container) !== own;
    const ask: Ask = (name, request) => given.recommender.ask(name, request, own.signal);
    try {
      const answer = (slot.kind === 'rank' ? rankSlot : fillSlot)(
        { ...given, ...given.recommender, ask, show, prefix },
        container,
        slot,
      );
      const shown = await inTime<() => unknown>(answer, slot.timeoutMs, since, own);
      if (isOver()) return;
      tell(container, `${slot.kind}ed`, shown());
    } catch (error) {
      if (isOver()) return;
      // Content from an earlier answer is out of date.
      end(container);
      given.warn(`${prefix}-${slot.kind}: ${error}: left as it is`);
      tell(container, 'failed', error);
    }
  }

  return {
    watch(container, since) {
      const slot = readSlot(container, prefix, given.pathOf(container));
      const before = running.get(container);
      if (stopped || before?.key === slot.key) return;
      before?.abort();
      // Ranking applies to the page's own items, so recommendations shown before are removed.
      if (slot.kind === 'rank') end(container);
      const own = new AbortController() as Run;
      own.key = slot.key;
      running.set(container, own);
      observer.observe(container, { attributes: true });
      void run(container, slot, since, own);
    },
    stop() {
      stopped = true;
      observer.disconnect();
      stop();
    },
  };
};
