/**
 * A page of very many items: only those near the viewport are observed one by one, since each target of an
 * IntersectionObserver costs time in every frame, wherever it is.
 *
 * Nothing may be missed for that. The next items on either side of the viewport are observed as well, however far away:
 * what comes into view slowly comes past them. What jumps is noticed by what made it jump (a scroll, a mutation, a
 * resize) in the frame in which it does. And after whatever happened but a scroll, all are measured again.
 *
 * Layout is read in a ResizeObserver's callback only, which comes when it is done and before IntersectionObservers look.
 */

import { guard, listen } from '../browser/listen';
import { type Bands, type Card, createBands } from './bands';
import { createMovers } from './movers';
import type { CrowdModule } from './sources';

/** So many viewports around the visible one are near; an item may be off by half of it. */
const MARGIN = 0.5;
/** What is far again may be so for a moment only. */
const RELEASE_MS = 200;
/** New items are told where they stand for so long a frame; the rest has to wait, observed meanwhile. */
const SLICE_MS = 20;
const MOST_WAITING = 100;
/** So long a frame all the others are measured, and so many times as long they are not afterwards. */
const CENSUS_SLICE_MS = 4;
const CENSUS_REST = 20;
/** More than these in what has changed: then of each band one is measured at once. */
const MOST_CHANGED = 100;

export const startCrowd: CrowdModule['startCrowd'] = (plain, attribute) => {
  const cards = new WeakMap<Element, Card>();
  const bandsOf = new Map<Element | undefined, Bands>();
  const observed = new Set<Element>();
  const fresh = new Set<Element>();
  const changed = new Set<Element>();
  let asked = false;
  let stopped = false;
  /** A box is a mover that was none. */
  let anew = false;
  /** Anything may stand elsewhere: one or another item, or very many. */
  let happened = true;
  let moved = true;
  let census: Element[] = [];
  let censusMs = 0;
  let restUntil = 0;
  /** Animations that move many and come to an end. */
  let running = 0;
  let releasing: ReturnType<typeof setTimeout> | undefined;
  let resting: ReturnType<typeof setTimeout> | undefined;

  const frame = new ResizeObserver(
    guard((entries: ResizeObserverEntry[]) => {
      // Of the body: whatever was laid out anew.
      if (entries.some(({ target }) => target !== document.documentElement)) happened = moved = true;
      asked = false;
      look();
    }),
  );
  const movers = createMovers({
    onScroll: ask,
    onNew() {
      anew = true;
    },
    onEnd(target, isEndless) {
      if (!isEndless) running--;
      notice(target);
    },
  });

  /** A look in this frame, or in the next where this one is laid out already. */
  function ask(): void {
    if (asked) return;
    asked = true;
    // Never from within a ResizeObserver's round, which would end in an error event of the page ("ResizeObserver loop …").
    requestAnimationFrame(() => {
      if (stopped) return;
      frame.unobserve(document.documentElement);
      frame.observe(document.documentElement);
    });
  }

  function notice(target: Element): void {
    happened = true;
    if (changed.size <= MOST_CHANGED) changed.add(target);
    ask();
  }

  function observe(element: Element): void {
    observed.add(element);
    plain.observe(element);
  }

  /** Tells where it stands now. */
  function put(element: Element): void {
    const card = cards.get(element);
    const mover = movers.of(element);
    const bands = bandsOf.get(mover) ?? createBands();
    if (element.isConnected && mover !== element && card?.bands === bands) return void bands.measure(card);
    card?.bands.take(card);
    cards.delete(element);
    if (!element.isConnected) return;
    if (mover === element) return observe(element);
    bandsOf.set(mover, bands);
    cards.set(element, bands.put(element));
  }

  function everyone(): Element[] {
    const all = new Set(observed);
    for (const bands of bandsOf.values()) {
      for (const card of bands.all()) {
        const element = card.element.deref();
        if (element) all.add(element);
        else bands.take(card);
      }
    }
    return [...all];
  }

  function lookAtChanged(): void {
    moved ||= changed.size > MOST_CHANGED;
    for (const element of changed) {
      if (cards.has(element)) put(element);
      const inside = element.querySelectorAll(`[${attribute}]`);
      if (inside.length > MOST_CHANGED) moved = true;
      else for (const each of inside) put(each);
      if (element.shadowRoot) moved = true;
    }
    changed.clear();
  }

  /** After whatever happened, all are measured again, some in each frame. */
  function countAll(now: number): void {
    if (happened && !census.length) {
      if (now < restUntil) {
        resting ??= setTimeout(() => {
          resting = undefined;
          ask();
        }, restUntil - now);
      } else {
        happened = false;
        census = everyone();
        censusMs = 0;
      }
    }
    if (!census.length) return;
    const start = performance.now();
    let spent = 0;
    while (census.length && spent < CENSUS_SLICE_MS) {
      for (const element of census.splice(-50)) put(element);
      spent = performance.now() - start;
    }
    censusMs += spent;
    restUntil = start + spent + CENSUS_REST * censusMs;
    if (census.length) ask();
  }

  function look(): void {
    const now = performance.now();
    const height = innerHeight;
    const margin = height * MARGIN;
    if (happened || anew) {
      movers.reset((target, isEndless) => {
        if (!isEndless) running++;
        changed.add(target);
      });
    }
    for (const bands of bandsOf.values()) bands.follow();
    lookAtChanged();
    if (anew) everyone().forEach(put);
    anew = false;
    for (const bands of bandsOf.values()) {
      if (!bands.sample(margin / 2, moved)) continue;
      happened = true;
      if (!moved) bands.sample(margin / 2, true);
    }
    moved = false;
    for (const element of fresh) {
      if (performance.now() - now > SLICE_MS) break;
      fresh.delete(element);
      put(element);
    }
    if (fresh.size || running) ask();
    countAll(now);

    for (const [mover, bands] of bandsOf) {
      if (!bands.choose(height, margin)) continue;
      for (const { element } of bands.near()) {
        const card = element.deref();
        if (card && !observed.has(card)) observe(card);
      }
      if (bands.isEmpty()) bandsOf.delete(mover);
      releasing ??= setTimeout(guard(release), RELEASE_MS);
    }
  }

  /** After the observers have told that they left: what is in view is not let go. */
  function release(): void {
    releasing = undefined;
    for (const element of observed) {
      const card = cards.get(element);
      if (!element.isConnected) observed.delete(element);
      if (!card || card.bands.isNear(card)) continue;
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
  frame.observe(document.body);
  const stopListening = listen(window, 'resize load', ask, { capture: true, passive: true });

  return {
    add(element) {
      if (fresh.size > MOST_WAITING) observe(element);
      fresh.add(element);
      ask();
    },
    notice(records) {
      if (records) happened = true;
      for (const { type, target } of records ?? []) {
        if (type === 'attributes') notice(target as Element);
      }
      ask();
    },
    stop() {
      stopped = true;
      frame.disconnect();
      movers.stop();
      stopListening();
      clearTimeout(releasing);
      clearTimeout(resting);
    },
  };
};
