/**
 * Entry of personalize-media.min.js: captures events of `<video>` and `<audio>` elements that stand for an item.
 *
 * Sends one event when the item has been watched for 30 seconds or half of its duration, whichever is less, and one at
 * its end. The event value is the share that was watched. A live stream has no share and no end: it sends one event
 * after 30 seconds. Another item or another source in the same player starts a new watch.
 */

import type { MediaModule } from '../../core/sources';
import { mediaEventType } from './event-type';
import { createWatch, type Watch } from './watch';

export { PROTOCOL as protocol } from '../../core/protocol';

/** What is played in an element: another item or another source starts a new watch. */
interface Playing {
  itemId: string;
  source: string;
  watch: Watch;
}

export const startMedia: MediaModule['startMedia'] = ({ config, read, now, emit, warn }) => {
  const known = new WeakSet<HTMLMediaElement>();
  const playing = new WeakMap<HTMLMediaElement, Playing>();
  const listening = new AbortController();

  function follow(element: HTMLMediaElement, isFirst = false): void {
    const seen = read(element);
    const eventType = seen && mediaEventType(element, config.attributePrefix);
    if (!eventType) return void playing.delete(element);

    const { itemId, list } = seen;
    const source = element.currentSrc;
    let current = playing.get(element);
    if (current?.itemId !== itemId || current.source !== source) {
      current = { itemId, source, watch: createWatch(element, now, isFirst) };
      playing.set(element, current);
    }
    current.watch.look((eventValue) =>
      emit({ eventType, fields: { ...seen.fields(), eventValue }, list, at: now() }),
    );
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
