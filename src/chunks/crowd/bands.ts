/**
 * Stores the positions of the items of one mover, in horizontal bands of equal height. Each position is measured once,
 * relative to one item, the reference. From then on, measuring the reference gives the position of all items.
 *
 * Call only after layout. An item that is not at its expected position is found by measuring it again.
 */

import { native } from '../../browser/native';

export interface Card {
  element: WeakRef<Element>;
  bands: Bands;
  /** `NaN` for an item without a box. */
  band: number;
  top: number;
}

export type Bands = ReturnType<typeof createBands>;

const HEIGHT_PX = 256;

export function createBands() {
  const bands = new Map<number, Set<Card>>();
  let reference: Card | undefined;
  let tallest = 0;
  let top = 0;
  let range: readonly [from: number, to: number] = [0, 0];
  let near: [band: number, cards: Set<Card>][] = [];
  let chosen = '';

  const boxOf = (card: Card) => {
    const element = card.element.deref();
    const box = element && native(element, 'getBoundingClientRect');
    return box?.width && box.height ? box : undefined;
  };

  /** An item without a box (band `NaN`) counts as near, since it can appear anywhere. */
  const isNear = (band: number): boolean => !(band < range[0] || band > range[1]);

  /** Stays valid while items move to other bands during the iteration. */
  function* all(): Generator<Card> {
    for (const cards of bands.values()) yield* cards;
  }

  function findReference(): Card | undefined {
    for (const card of all()) if (!Number.isNaN(card.top) && boxOf(card)) return card;
    return undefined;
  }

  function take(card: Card): void {
    const band = bands.get(card.band);
    if (band?.delete(card)) chosen = '';
    if (!band?.size) bands.delete(card.band);
    if (card === reference) reference = undefined;
  }

  /** Stores the current position; returns its distance in px from the expected one. */
  function measure(card: Card): number {
    const box = boxOf(card);
    if (box && !reference) [reference, top] = [card, box.top];
    const at = box ? box.top - top : Number.NaN;
    const off = Object.is(at, card.top) ? 0 : Math.abs(at - card.top);
    const band = Math.floor(at / HEIGHT_PX);
    tallest = Math.max(tallest, box?.height ?? 0);
    card.top = at;
    if (!Object.is(band, card.band) || !bands.get(band)?.has(card)) {
      const isReference = card === reference;
      take(card);
      if (isReference) reference = card;
      card.band = band;
      bands.set(band, (bands.get(band) ?? new Set()).add(card));
      chosen = '';
    }
    return Number.isNaN(off) ? Number.POSITIVE_INFINITY : off;
  }

  return {
    put(element: Element): Card {
      const card = { element: new WeakRef(element), bands: this, band: Number.NaN, top: Number.NaN };
      measure(card);
      return card;
    },

    take,
    measure,

    /** Measures the reference, or chooses another one if it has no box any more. */
    follow(): void {
      let box = reference && boxOf(reference);
      if (!box) {
        reference = findReference();
        box = reference && boxOf(reference);
      }
      if (reference && box) top = box.top - reference.top;
    },

    /**
     * Selects the bands that overlap the viewport with `margin` px around it, and the next non-empty band on either
     * side. True if the selection has changed.
     */
    choose(height: number, margin: number): boolean {
      const from = Math.floor((-margin - tallest - top) / HEIGHT_PX);
      const to = Math.floor((height + margin - top) / HEIGHT_PX);
      // Called in every frame of a scroll, so the common case must cost almost nothing.
      if (chosen === `${from} ${to}`) return false;
      chosen = `${from} ${to}`;
      let [below, above] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
      for (const band of bands.keys()) {
        if (band < from) below = Math.max(below, band);
        if (band > to) above = Math.min(above, band);
      }
      range = [below, above];
      near = [];
      for (const [band, cards] of bands) if (isNear(band)) near.push([band, cards]);
      return true;
    },

    isNear: (card: Card): boolean => isNear(card.band),

    /**
     * Measures one item in each near band, or in every band. If it is off by more than `by` px, measures the rest of
     * its band. True if one was off.
     */
    sample(by: number, everywhere: boolean): boolean {
      let isWrong = false;
      for (const [, cards] of everywhere ? [...bands] : near) {
        const [first, ...others] = cards;
        if (!first || measure(first) <= by) continue;
        isWrong = true;
        others.forEach(measure);
      }
      return isWrong;
    },

    near: (): Card[] => near.flatMap(([, cards]) => [...cards]),

    isEmpty: () => !bands.size,

    all,
  };
}
