/** Where every item stands, by its mover, and which of them are near the viewport. Asked when layout is done. */

import { native } from '../../browser/native';
import { type Bands, type Card, createBands } from './bands';

export interface Places {
  /** Tells where it stands now. False where that says nothing about the next frame: it moves by itself. */
  put(element: Element): boolean;
  has(element: Element): boolean;
  /** Also of what has no place. */
  isNear(element: Element): boolean;
  /** Finds out what is where, by few: of each that is near, or of all, one in a band. True where some had moved. */
  follow(by: number, everywhere: boolean): boolean;
  /** What has come near since it was asked for the last time, and some that was. `undefined` where nothing has changed. */
  choose(height: number, margin: number): Element[] | undefined;
  /** Goes on while they are put elsewhere. */
  all(): Generator<Element>;
}

export function createPlaces(moverOf: (element: Element) => Element | undefined): Places {
  const cards = new WeakMap<Element, Card>();
  const bandsOf = new Map<Element | undefined, Bands>();

  function* elementsOf(bands: Bands, some: Iterable<Card>): Generator<Element> {
    for (const card of some) {
      const element = card.element.deref();
      if (element) yield element;
      else bands.take(card);
    }
  }

  return {
    put(element) {
      const card = cards.get(element);
      const mover = native(element, 'isConnected') ? moverOf(element) : element;
      const known = bandsOf.get(mover);
      if (card && card.bands === known && mover !== element) {
        known.measure(card);
        return true;
      }
      card?.bands.take(card);
      cards.delete(element);
      if (mover === element) return false;
      const bands = known ?? createBands();
      bandsOf.set(mover, bands);
      cards.set(element, bands.put(element));
      return true;
    },
    has: (element) => cards.has(element),
    isNear(element) {
      const card = cards.get(element);
      return !card || card.bands.isNear(card);
    },
    follow(by, everywhere) {
      let isWrong = false;
      for (const [mover, bands] of bandsOf) {
        if (bands.isEmpty()) bandsOf.delete(mover);
        bands.follow();
        if (!bands.sample(by, everywhere)) continue;
        isWrong = true;
        if (!everywhere) bands.sample(by, true);
      }
      return isWrong;
    },
    choose(height, margin) {
      const chosen = [...bandsOf.values()].filter((bands) => bands.choose(height, margin));
      return chosen.length ? chosen.flatMap((bands) => [...elementsOf(bands, bands.near())]) : undefined;
    },
    *all() {
      for (const bands of bandsOf.values()) yield* elementsOf(bands, bands.all());
    },
  };
}
