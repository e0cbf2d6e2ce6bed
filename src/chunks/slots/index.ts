/**
 * Entry of personalize-slots.min.js: fills containers with recommendations, and ranks the items of containers.
 *
 * Everything is prepared before the page is changed, and all changes are made in one task. Without an answer in time,
 * the page keeps its own content. An event on the container reports the result.
 */

import { failure } from '../../browser/failure';
import { native } from '../../browser/native';
import type { SlotsModule } from '../../core/sources';
import { fillSlot } from './fill-slot';
import { rankSlot } from './rank-slot';
import { createShowInstead } from './show-instead';
import { type Ask, readSlot, type Slot } from './slot';

export { PROTOCOL as protocol } from '../../core/protocol';

/** One request of a slot. Aborted after the timeout, or when the slot needs another request. */
type Run = AbortController & { key: string };

export const startSlots: SlotsModule['startSlots'] = (given) => {
  const prefix = given.config.attributePrefix;
  const slots = `[${prefix}-recommend],[${prefix}-rank]`;
  const { show, end, stop } = createShowInstead(prefix, given.guard);
  const running = new WeakMap<Element, Run>();
  let stopped = false;

  /** The tag reports changed attributes of a slot, but not that an element is no longer a slot. */
  const observer = new MutationObserver((records) => {
    for (const { target } of records as unknown as { target: Element }[]) {
      if (native(target, 'matches', slots)) continue;
      running.delete(target);
      end(target);
    }
  });

  async function run(container: Element, slot: Slot, since: number, own: Run) {
    const isOver = () => stopped || running.get(container) !== own;
    const tell = (name: string, detail: unknown) =>
      native(
        container as Node,
        'dispatchEvent',
        new CustomEvent(`personalize:${name}`, { detail, bubbles: true, composed: true }),
      );
    const ask: Ask = (name, request) =>
      new Promise((resolve, reject) => {
        setTimeout(
          () => {
            reject(failure('TimeoutError', `no answer within ${slot.timeoutMs} ms`));
            own.abort();
          },
          slot.timeoutMs - (performance.now() - since),
        );
        given.ask(name, request, own.signal).then(resolve as () => void, reject);
      }) as never;
    try {
      const shown = await (slot.kind === 'rank' ? rankSlot : fillSlot)(
        { ...given, ask, show },
        container,
        slot,
      );
      if (isOver()) return;
      tell(`${slot.kind}ed`, shown());
    } catch (error) {
      if (isOver()) return;
      // Content from an earlier answer is out of date.
      end(container);
      given.warn(`${prefix}-${slot.kind}: ${error}: left as it is`);
      tell('failed', error);
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
