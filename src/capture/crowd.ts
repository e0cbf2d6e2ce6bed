/**
 * A page of very many items: only those near the viewport are observed one by one, since each target of an
 * IntersectionObserver costs time in every frame, wherever it is.
 *
 * Nothing may be missed for that. The next items on either side of the viewport are observed as well, however far away:
 * what comes into view slowly comes past them. What jumps is noticed by what made it jump (a scroll, a mutation, a
 * resize) in the frame in which it does. And where an item is not where it was thought to be, all are told anew.
 *
 * Layout is read in a ResizeObserver's callback only, which comes when it is done and before IntersectionObservers look.
 */

import { guard, listen } from '../browser/listen';
import { type Bands, type Card, createBands } from './bands';
import { createMovers } from './movers';
import type { CrowdModule } from './sources';

/** So many viewports around the visible one are near; an item may be off by half of it. */
const MARGIN = 0.5;
/** How often it is asked, while something but a scroll happens, whether all are where they should be. */
const EVERYWHERE_MS = 1000;
/** What is far again may be so for a moment only. */
const RELEASE_MS = 200;
/** New items are told where they stand for so long a frame; the rest has to wait, observed meanwhile. */
const SLICE_MS = 20;
const MOST_WAITING = 100;
/** More elements than these have changed: then any may have. */
const MOST_CHANGED = 100;

export const startCrowd: CrowdModule['startCrowd'] = (plain, attribute) => {
  const cards = new WeakMap<Element, Card>();
  const bandsOf = new Map<Element | undefined, Bands>();
  const observed = new Set<Element>();
  const fresh = new Set<Element>();
  const changed = new Set<Element>();
  let asked = false;
  let stopped = false;
  let anew = false;
  let lookedEverywhere = 0;
  let isSuspicious = true;
  let releasing: ReturnType<typeof setTimeout> | undefined;

  const frame = new ResizeObserver(
    guard((entries: ResizeObserverEntry[]) => {
      // Of the body: whatever was laid out anew.
      isSuspicious ||= entries.some(({ target }) => target !== document.documentElement);
      asked = false;
      look();
    }),
  );
  const movers = createMovers(ask, () => {
    anew = true;
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

  function observe(element: Element): void {
    observed.add(element);
    plain.observe(element);
  }

  function put(element: Element): void {
    const before = cards.get(element);
    before?.bands.take(before);
    cards.delete(element);
    if (!element.isConnected) return;
    const mover = movers.of(element);
    if (mover === element) return plain.observe(element);
    const bands = bandsOf.get(mover) ?? createBands();
    bandsOf.set(mover, bands);
    cards.set(element, bands.put(element));
  }

  function putAnew(all: readonly Card[]): void {
    for (const { element } of all) {
      const card = element.deref();
      if (card) put(card);
    }
  }

  function lookAtChanged(): void {
    const { size } = changed;
    for (const element of changed) {
      anew ||= movers.hasChanged(element);
      const item = cards.has(element) ? element : element.querySelector(`[${attribute}]`);
      const card = item && cards.get(item);
      if (card) fresh.add(item);
      // More than this one may have come with it.
      if (card && item !== element) lookedEverywhere = 0;
      isSuspicious = true;
    }
    changed.clear();
    anew ||= size > MOST_CHANGED;
  }

  function look(): void {
    lookAtChanged();
    if (anew) movers.reset();
    const height = innerHeight;
    const margin = height * MARGIN;
    const now = performance.now();
    const everywhere = isSuspicious && now - lookedEverywhere > EVERYWHERE_MS;
    if (everywhere) [lookedEverywhere, isSuspicious] = [now, false];

    for (const bands of [...bandsOf.values()]) {
      if (anew || !bands.follow() || bands.isWrong(margin / 2, everywhere)) putAnew(bands.all());
    }
    anew = false;
    for (const element of fresh) {
      if (performance.now() - now > SLICE_MS) break;
      fresh.delete(element);
      put(element);
    }
    if (fresh.size) ask();

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
      for (const { type, target } of records ?? []) {
        if (type === 'attributes' && changed.size <= MOST_CHANGED) changed.add(target as Element);
      }
      ask();
    },
    stop() {
      stopped = true;
      frame.disconnect();
      movers.stop();
      stopListening();
      clearTimeout(releasing);
    },
  };
};
