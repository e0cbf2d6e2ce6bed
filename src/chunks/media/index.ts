/**
 * Entry of personalize-media.min.js: captures events of `<video>` and `<audio>` elements that stand for an item.
 *
 * Sends one event when the item has been watched for 30 seconds or half of its duration, whichever is less, and one at
 * its end. The event value is the share that was watched. A live stream has no share and no end: it sends one event
 * after 30 seconds. Another item or another source in the same player starts a new watch.
 */

import type { MediaModule } from '../../core/sources';
import { mediaEventType } from './event-type';
import { createProgress, type Progress } from './progress';

export { PROTOCOL as protocol } from '../../core/protocol';

/** Long enough to exclude a short look. The only threshold for a live stream, which has no duration. */
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
    // A visitor who jumps to the end has watched nothing. Before the duration is known there is no share.
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

  function followSafely(element: HTMLMediaElement, isFirst?: boolean): void {
    try {
      follow(element, isFirst);
    } catch (error) {
      warn(`media: unexpected: ${error}`);
    }
  }

  // One function for all elements, so that the listener keeps none of them alive.
  const onEvent = ({ currentTarget }: Event) => followSafely(currentTarget as HTMLMediaElement);

  return {
    watch(element) {
      if (known.has(element) || listening.signal.aborted) return;
      known.add(element);
      for (const type of ['loadstart', 'playing', 'timeupdate', 'seeking', 'ended']) {
        element.addEventListener(type, onEvent, { signal: listening.signal, passive: true });
      }
      followSafely(element, true);
    },
    stop: () => listening.abort(),
  };
};
