/**
 * Entry of personalize-crowd.min.js: on a page of very many items, observes only those near the viewport, since each
 * target of an IntersectionObserver costs time in every frame, wherever it is.
 *
 * No item may be missed because of that. The next items on either side of the viewport are also observed, however far
 * away they are: items that come into view slowly pass them. A jump is detected in the same frame by its cause: a
 * scroll, a mutation, a resize or an animation. After every change except a scroll, all items are measured again.
 *
 * Layout is read only in the callback of a ResizeObserver, which runs after layout and before IntersectionObservers.
 */

import { guard, listen } from '../../browser/listen';
import { native } from '../../browser/native';
import type { CrowdModule } from '../../core/sources';
import { createAnimations } from './animations';
import { createCensus } from './census';
import { createMovers } from './movers';
import { createPlaces } from './places';

export { PROTOCOL as protocol } from '../../core/protocol';

/** Items within this many viewport heights of the viewport are near. An expected position may be off by half of it. */
const MARGIN = 0.5;
/** An item that is far again stays observed for this long, since it may come back within a moment. */
const RELEASE_MS = 200;
/** Time for measuring new items in each frame. The others wait. */
const SLICE_MS = 20;
/** An item that is added while more than this many wait is observed until it is measured. */
const MOST_WAITING = 100;
/**
 * If more elements than this have changed, or a changed element contains more items, one item of each band is measured
 * at once, and all items soon after.
 */
const MOST_CHANGED = 100;

export const startCrowd: CrowdModule['startCrowd'] = (plain, attribute) => {
  const html = native(document, 'documentElement');
  const observed = new Set<Element>();
  const newItems = new Set<Element>();
  const changed = new Set<Element>();
  let isLookPending = false;
  let isStopped = false;
  let someMayHaveMoved = true;
  let manyMayHaveMoved = true;
  /** A box has become a mover, so the mover of any item may have changed. */
  let mustMeasureAll = false;
  let releasing: ReturnType<typeof setTimeout> | undefined;

  const frame = new ResizeObserver(
    guard((entries: ResizeObserverEntry[]) => {
      // The size of the body has changed: any item may have moved.
      if (entries.some(({ target }) => target !== html)) someMayHaveMoved = manyMayHaveMoved = true;
      isLookPending = false;
      look();
    }),
  );
  const animations = createAnimations(onChange);
  const movers = createMovers({
    onScroll(isNew) {
      mustMeasureAll ||= isNew;
      requestLook();
    },
    isAnimated: animations.isAnimated,
    lookForAnimations: animations.look,
  });
  const places = createPlaces(movers.of);
  const census = createCensus({ all, measure: put, ask: requestLook });

  /** Requests a call of `look` after the layout of this frame, or of the next one if this one is laid out already. */
  function requestLook(): void {
    if (isLookPending) return;
    isLookPending = true;
    // Not inside a ResizeObserver's callback, which would cause an error event of the page ("ResizeObserver loop …").
    requestAnimationFrame(() => {
      if (isStopped) return;
      frame.unobserve(html);
      frame.observe(html);
    });
  }

  function onChange(target: Element): void {
    someMayHaveMoved = true;
    if (changed.size <= MOST_CHANGED) changed.add(target);
    requestLook();
  }

  function onLoad(): void {
    someMayHaveMoved = true;
    requestLook();
  }

  function observe(element: Element): void {
    if (observed.has(element)) return;
    observed.add(element);
    plain.observe(element);
  }

  function* all(): Generator<Element> {
    yield* places.all();
    for (const element of observed) if (!places.has(element)) yield element;
  }

  function put(element: Element): void {
    if (!places.put(element) && native(element, 'isConnected')) observe(element);
  }

  function lookAtChanged(): void {
    manyMayHaveMoved ||= changed.size > MOST_CHANGED;
    for (const element of changed) {
      if (places.has(element)) put(element);
      const inside = native(element, 'querySelectorAll', `[${attribute}]`);
      if (inside.length > MOST_CHANGED || native(element, 'shadowRoot')) manyMayHaveMoved = true;
      else inside.forEach(put);
    }
    changed.clear();
  }

  function lookAtNew(): void {
    const end = performance.now() + SLICE_MS;
    for (const element of newItems) {
      if (performance.now() > end) return requestLook();
      newItems.delete(element);
      put(element);
    }
  }

  function look(): void {
    const margin = innerHeight * MARGIN;
    if (someMayHaveMoved || mustMeasureAll) {
      movers.reset();
      census.want(changed.size > 0 || manyMayHaveMoved || mustMeasureAll);
    }
    someMayHaveMoved = false;
    // Positions are relative to a reference item, so references are updated before single items are measured.
    if (places.follow(margin / 2, false)) census.want(true);
    lookAtChanged();
    if (mustMeasureAll) for (const element of all()) put(element);
    else if (manyMayHaveMoved) places.follow(margin / 2, true);
    mustMeasureAll = manyMayHaveMoved = false;
    lookAtNew();
    census.work();
    if (animations.isMoving()) requestLook();

    places.choose(innerHeight, margin)?.forEach(observe);
    releasing ??= setTimeout(guard(release), RELEASE_MS);
  }

  /** Stops observing far items, after the observers have reported that they left. Items in view stay observed. */
  function release(): void {
    releasing = undefined;
    for (const element of observed) {
      if (!native(element, 'isConnected')) observed.delete(element);
      if (places.isNear(element)) continue;
      if (plain.release(element)) observed.delete(element);
      // In view, so its stored position is wrong: measure it again.
      else newItems.add(element);
    }
    if (newItems.size) requestLook();
  }

  for (const each of plain.early.splice(0)) {
    const element = each.deref();
    if (!element) continue;
    observed.add(element);
    newItems.add(element);
  }
  // Its first callback calls `look`.
  frame.observe(native(document, 'body'));
  const stopListening = listen(window, 'resize load', onLoad);

  return {
    add(element) {
      if (newItems.size > MOST_WAITING) observe(element);
      newItems.add(element);
      requestLook();
    },
    notice(records) {
      someMayHaveMoved ||= Boolean(records);
      for (const { type, target } of records ?? []) {
        if (type === 'attributes') onChange(target as Element);
      }
      requestLook();
    },
    stop() {
      isStopped = true;
      frame.disconnect();
      movers.stop();
      census.stop();
      stopListening();
      clearTimeout(releasing);
    },
  };
};
