/** Stores the cards of one mover by band, and selects the bands near the viewport. */

import type { Card } from './card';

export interface BandIndex {
  /** Puts the card into its present band. */
  put(card: Card, band: number): void;
  take(card: Card): void;
  /** Selects the bands `from` to `to`, and the next non-empty band on either side. True if the selection has changed. */
  choose(from: number, to: number): boolean;
  /** An item without a box (band `NaN`) counts as near, since it can appear anywhere. */
  isNear(card: Pick<Card, 'band'>): boolean;
  near(): Set<Card>[];
  every(): Set<Card>[];
  isEmpty(): boolean;
  /** Stays valid while items move to other bands during the iteration. */
  all(): Generator<Card>;
}

export function createBandIndex(): BandIndex {
  const bands = new Map<number, Set<Card>>();
  let [first, last] = [0, 0];
  let near: Set<Card>[] = [];
  let chosen = '';

  const isNear: BandIndex['isNear'] = ({ band }) => !(band < first || band > last);

  function take(card: Card): void {
    const cards = bands.get(card.band);
    cards?.delete(card);
    if (!cards?.size) bands.delete(card.band);
    chosen = '';
  }

  return {
    put(card, band) {
      if (Object.is(band, card.band) && bands.get(band)?.has(card)) return;
      take(card);
      card.band = band;
      bands.set(band, (bands.get(band) ?? new Set()).add(card));
    },
    take,
    choose(from, to) {
      // Called in every frame of a scroll, so the common case must cost almost nothing.
      if (chosen === `${from} ${to}`) return false;
      chosen = `${from} ${to}`;
      [first, last] = [-Infinity, Infinity];
      for (const band of bands.keys()) {
        if (band < from) first = Math.max(first, band);
        if (band > to) last = Math.min(last, band);
      }
      near = [];
      for (const [band, cards] of bands) if (isNear({ band })) near.push(cards);
      return true;
    },
    isNear,
    near: () => near,
    every: () => [...bands.values()],
    isEmpty: () => !bands.size,
    *all() {
      for (const cards of bands.values()) yield* cards;
    },
  };
}
