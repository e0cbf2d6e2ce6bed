/**
 * A page of very many items: only those near the viewport are observed one by one, since each target of an
 * IntersectionObserver costs time in every frame, wherever it is.
 *
 * Nothing may be missed for that. The next items on either side of the viewport are observed as well, however far away:
 * what comes into view slowly comes past them. What jumps is noticed by what made it jump (a scroll, a mutation, a
 * resize, an animation) in the frame in which it does. And after whatever happened but a scroll all are measured again.
 *
 * Layout is read in a ResizeObserver's callback only, which comes when it is done and before IntersectionObservers look.
 */

import { guard, listen } from '../../browser/listen';
import { native } from '../../browser/native';
import type { CrowdModule } from '../../core/sources';
import { createAnimations } from './animations';
import { createCensus } from './census';
import { createMovers } from './movers';
import { createPlaces } from './places';

export { PROTOCOL as protocol } from '../../core/protocol';

/** So many viewports around the visible one are near; an item may be off by half of it. */
const MARGIN = 0.5;
/** What is far again may be so for a moment only. */
const RELEASE_MS = 200;
/** New items are told where they stand for so long a frame; the rest has to wait, observed meanwhile. */
const SLICE_MS = 20;
const MOST_WAITING = 100;
/** More than these have changed, or are in what has: then some of all are measured at once, and the rest soon. */
const MOST_CHANGED = 100;

export const startCrowd: CrowdModule['startCrowd'] = (plain, attribute) => {
  const html = native(document, 'documentElement');
  const observed = new Set<Element>();
  const fresh = new Set<Element>();
  const changed = new Set<Element>();
  let isAsked = false;
  let isStopped = false;
  /** One or another item may stand elsewhere; very many may; and any, since a box is a mover that was none. */
  let happened = true;
  let moved = true;
  let anew = false;
  let releasing: ReturnType<typeof setTimeout> | undefined;

  const frame = new ResizeObserver(
    guard((entries: ResizeObserverEntry[]) => {
      // Of the body: whatever was laid out anew.
      if (entries.some(({ target }) => target !== html)) happened = moved = true;
      isAsked = false;
      look();
    }),
  );
  const animations = createAnimations(onChange);
  const movers = createMovers({
    onScroll(isNew) {
      anew ||= isNew;
      ask();
    },
    isAnimated: animations.isAnimated,
    lookForAnimations: animations.look,
  });
  const places = createPlaces(movers.of);
  const census = createCensus({ all, measure: put, ask });

  /** A look in this frame, or in the next where this one is laid out already. */
  function ask(): void {
    if (isAsked) return;
    isAsked = true;
    // Never from within a ResizeObserver's round, which would end in an error event of the page ("ResizeObserver loop …").
    requestAnimationFrame(() => {
      if (isStopped) return;
      frame.unobserve(html);
      frame.observe(html);
    });
  }

  function onChange(target: Element): void {
    happened = true;
    if (changed.size <= MOST_CHANGED) changed.add(target);
    ask();
  }

  function onLoad(): void {
    happened = true;
    ask();
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
    moved ||= changed.size > MOST_CHANGED;
    for (const element of changed) {
      if (places.has(element)) put(element);
      const inside = native(element, 'querySelectorAll', `[${attribute}]`);
      if (inside.length > MOST_CHANGED || native(element, 'shadowRoot')) moved = true;
      else inside.forEach(put);
    }
    changed.clear();
  }

  function lookAtFresh(): void {
    const end = performance.now() + SLICE_MS;
    for (const element of fresh) {
      if (performance.now() > end) return ask();
      fresh.delete(element);
      put(element);
    }
  }

  function look(): void {
    const margin = innerHeight * MARGIN;
    if (happened || anew) {
      movers.reset();
      census.want(changed.size > 0 || moved || anew);
    }
    happened = false;
    // Whose place is told by others' is told before others' are.
    if (places.follow(margin / 2, false)) census.want(true);
    lookAtChanged();
    if (anew) for (const element of all()) put(element);
    else if (moved) places.follow(margin / 2, true);
    anew = moved = false;
    lookAtFresh();
    census.work();
    if (animations.isMoving()) ask();

    places.choose(innerHeight, margin)?.forEach(observe);
    releasing ??= setTimeout(guard(release), RELEASE_MS);
  }

  /** After the observers have told that they left: what is in view is not let go. */
  function release(): void {
    releasing = undefined;
    for (const element of observed) {
      if (!native(element, 'isConnected')) observed.delete(element);
      if (places.isNear(element)) continue;
      if (plain.release(element)) observed.delete(element);
      // In view, and thought to be far.
      else fresh.add(element);
    }
    if (fresh.size) ask();
  }

  for (const each of plain.early.splice(0)) {
    const element = each.deref();
    if (!element) continue;
    observed.add(element);
    fresh.add(element);
  }
  // The first look comes with it.
  frame.observe(native(document, 'body'));
  const stopListening = listen(window, 'resize load', onLoad);

  return {
    add(element) {
      if (fresh.size > MOST_WAITING) observe(element);
      fresh.add(element);
      ask();
    },
    notice(records) {
      happened ||= Boolean(records);
      for (const { type, target } of records ?? []) {
        if (type === 'attributes') onChange(target as Element);
      }
      ask();
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
