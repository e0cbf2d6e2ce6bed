/**
 * Stores the positions of the items of one mover, in horizontal bands of equal height. Each position is measured once,
 * relative to one item, the reference. From then on, measuring the reference gives the position of all items.
 *
 * Call only after layout. An item that is not at its expected position is found by measuring it again.
 */

import { type BandIndex, createBandIndex } from './band-index';
import { boxOf, type Card } from './card';

export interface StoredCard extends Card {
  bands: Bands;
}

export interface Bands extends Pick<BandIndex, 'isNear' | 'near' | 'isEmpty' | 'all'> {
  put(element: Element): StoredCard;
  take(card: Card): void;
  /** Stores the current position; returns its distance in px from the expected one. */
  measure(card: Card): number;
  /** Measures the reference, or chooses another one if it has no box any more. */
  follow(): void;
  /** Selects the bands that overlap the viewport with `margin` px around it. True if the selection has changed. */
  choose(height: number, margin: number): boolean;
  /**
   * Measures one item in each near band, or in every band. If it is off by more than `by` px, measures the rest of its
   * band. True if one was off.
   */
  sample(by: number, everywhere: boolean): boolean;
}

const HEIGHT_PX = 256;

export function createBands(): Bands {
  const index = createBandIndex();
  let reference: Card | undefined;
  let tallest = 0;
  let top = 0;

  function measure(card: Card): number {
    const box = boxOf(card);
    if (box && !reference) [reference, top] = [card, box.top];
    const at = box ? box.top - top : NaN;
    const off = Object.is(at, card.top) ? 0 : Math.abs(at - card.top);
    tallest = Math.max(tallest, box?.height ?? 0);
    card.top = at;
    index.put(card, Math.floor(at / HEIGHT_PX));
    return Number.isNaN(off) ? Infinity : off;
  }

  return {
    ...index,
    put(element) {
      const card = { element: new WeakRef(element), bands: this, band: NaN, top: NaN };
      measure(card);
      return card;
    },
    take(card) {
      index.take(card);
      if (card === reference) reference = undefined;
    },
    measure,
    follow() {
      let box = reference && boxOf(reference);
      if (!box) {
        reference = findWithBox(index.all());
        box = reference && boxOf(reference);
      }
      if (reference && box) top = box.top - reference.top;
    },
    choose: (height, margin) =>
      index.choose(
        Math.floor((-margin - tallest - top) / HEIGHT_PX),
        Math.floor((height + margin - top) / HEIGHT_PX),
      ),
    sample(by, everywhere) {
      let isWrong = false;
      for (const [first, ...others] of everywhere ? index.every() : index.near()) {
        if (!first || measure(first) <= by) continue;
        isWrong = true;
        others.forEach(measure);
      }
      return isWrong;
    },
  };
}

/** The first item with a position that still has a box. */
function findWithBox(cards: Iterable<Card>): Card | undefined {
  for (const card of cards) if (!Number.isNaN(card.top) && boxOf(card)) return card;
  return undefined;
}
