/**
 * Entry of personalize-media.min.js: `<video>` and `<audio>` that carry an item.
 *
 * One event when an item has really been watched (30 seconds or half of it, whichever is less) and one at its end, each
 * with the share that was watched as its value. A live stream has neither share nor end: one event after 30 seconds.
 * Another item, or another source in the same player, is a new watch.
 */

import type { MediaModule } from '../../core/sources';
import { mediaEventType } from './event-type';
import { createProgress, type Progress } from './progress';

export { PROTOCOL as protocol } from '../../core/protocol';

/** Long enough to tell watching from a glance; also all there is to go by in a live stream, which has no half. */
const ENOUGH_S = 30;

interface Watch {
  itemId: string;
  source: string;
  progress: Progress;
  noticed: boolean;
  over: boolean;
}

export const startMedia: MediaModule['startMedia'] = ({ config, read, now, emit, warn }) => {
  const known = new WeakSet<HTMLMediaElement>();
  const watches = new WeakMap<HTMLMediaElement, Watch>();
  const listening = new AbortController();

  function follow(element: HTMLMediaElement, isFirst = false): void {
    const seen = read(element);
    const eventType = seen && mediaEventType(element, config.attributePrefix);
    if (!eventType) return void watches.delete(element);

    const { itemId } = seen;
    const { currentSrc: source, duration } = element;
    let watch = watches.get(element);
    if (watch?.itemId !== itemId || watch.source !== source) {
      watch = {
        itemId,
        source,
        progress: createProgress(element, now, isFirst),
        noticed: false,
        over: false,
      };
      watches.set(element, watch);
    }

    const { watchedS, atEnd } = watch.progress.look();
    const isLive = duration === Infinity;
    const share = Math.min(1, Math.round((watchedS / duration) * 1000) / 1000);
    // Whoever jumps to the end has seen nothing; nor is there a share before the duration is known.
    if (!isLive && !(share > 0)) return;
    const send = () =>
      emit({
        eventType,
        fields: { ...seen.fields(), eventValue: isLive ? undefined : share },
        list: seen.list,
        at: now(),
      });

    if (!watch.noticed && watchedS >= Math.min(ENOUGH_S, duration / 2)) {
      watch.noticed = true;
      send();
    }
    if (!watch.over && atEnd && !isLive) {
      watch.over = true;
      send();
    }
  }

  function attempt(element: HTMLMediaElement, isFirst?: boolean): void {
    try {
      follow(element, isFirst);
    } catch (error) {
      warn(`media: unexpected: ${error}`);
    }
  }

  // One function for all elements, so that what listens holds none of them.
  const onEvent = ({ currentTarget }: Event) => attempt(currentTarget as HTMLMediaElement);

  return {
    watch(element) {
      if (known.has(element) || listening.signal.aborted) return;
      known.add(element);
      for (const type of ['loadstart', 'playing', 'timeupdate', 'seeking', 'ended']) {
        element.addEventListener(type, onEvent, { signal: listening.signal, passive: true });
      }
      attempt(element, true);
    },
    stop: () => listening.abort(),
  };
};
