/**
 * Entry of personalize-slots.min.js: containers that are filled with recommendations, or whose items are ranked.
 *
 * All is ready before anything is touched, and then it is touched in one task. Where there is no answer in time, the page
 * keeps what it had. What became of it is told by an event on the container.
 */

import { withDeadline } from '../browser/deadline';
import type { SlotsModule } from '../capture/sources';
import { fillSlot } from './fill-slot';
import { rankSlot } from './rank-slot';
import { readSlot, type Slot } from './slot';

export const startSlots: SlotsModule['startSlots'] = (parts) => {
  const prefix = parts.config.attributePrefix;
  const running = new WeakMap<Element, { signature: string; abandon: AbortController }>();
  let stopped = false;

  async function run(container: Element, slot: Slot, since: number, { signal }: AbortController) {
    const tell = (name: string, detail: unknown) => {
      const init = { detail, bubbles: true, composed: true };
      container.dispatchEvent(new CustomEvent(`personalize:${name}`, init));
    };
    try {
      const show = await (slot.kind === 'rank' ? rankSlot : fillSlot)(parts, container, slot, (work) =>
        withDeadline(work, slot.timeoutMs - (performance.now() - since), signal),
      );
      if (stopped || signal.aborted) return;
      const result = show();
      tell(`${slot.kind}ed`, result);
    } catch (error) {
      if (stopped || signal.aborted) return;
      parts.say(`${prefix}-${slot.kind}: ${error}. The page's own content stays.`);
      tell('failed', error);
    }
  }

  return {
    watch(container, since) {
      const slot = readSlot(container, prefix);
      const before = running.get(container);
      if (stopped || before?.signature === slot.signature) return;
      before?.abandon.abort();
      const abandon = new AbortController();
      running.set(container, { signature: slot.signature, abandon });
      void run(container, slot, since, abandon);
    },
    stop() {
      stopped = true;
    },
  };
};
