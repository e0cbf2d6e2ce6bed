/**
 * Where the items of one mover stand, in bands one above the other: told once, and from then on followed by a single
 * item, the reference, whose place tells that of all others.
 *
 * Whoever asks makes sure that layout is done. What is not where it was expected to be is found by measuring it again.
 */

import { native } from '../../browser/native';

export interface Card {
  element: WeakRef<Element>;
  bands: Bands;
  /** `NaN` of what takes no room now. */
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

  /** What takes no room is taken for near: nobody tells where it will appear. */
  const isNear = (band: number): boolean => !(band < range[0] || band > range[1]);

  /** Also of those that are put into another band in the meantime. */
  function* all(): Generator<Card> {
    for (const cards of bands.values()) yield* cards;
  }

  function another(): Card | undefined {
    for (const card of all()) if (!Number.isNaN(card.top) && boxOf(card)) return card;
    return undefined;
  }

  function take(card: Card): void {
    const band = bands.get(card.band);
    if (band?.delete(card)) chosen = '';
    if (!band?.size) bands.delete(card.band);
    if (card === reference) reference = undefined;
  }

  /** Puts it where it is now; returns how far that is from where it was expected. */
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

    /** Follows the reference, or another one where it is there no more. */
    follow(): void {
      let box = reference && boxOf(reference);
      if (!box) {
        reference = another();
        box = reference && boxOf(reference);
      }
      if (reference && box) top = box.top - reference.top;
    },

    /**
     * Chooses the bands that overlap the viewport and `margin` around it, and on either side the next one that has any.
     * True where these are others than before.
     */
    choose(height: number, margin: number): boolean {
      const from = Math.floor((-margin - tallest - top) / HEIGHT_PX);
      const to = Math.floor((height + margin - top) / HEIGHT_PX);
      // Asked in every frame of a scroll, which must cost next to nothing.
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

    /** Of those in each band, or in each that is near, one is measured; where it is off by more than `by`, all of its band. */
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
