/**
 * Where the items of one mover stand, in bands one above the other: told once, and from then on followed by a single
 * item, the reference, whose place tells that of all others.
 *
 * Whoever asks makes sure that layout is done. What is not where it was expected to be is found out by `isWrong`.
 */

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

  const boxOf = (card: Card | undefined) => {
    const box = card?.element.deref()?.getBoundingClientRect();
    return box?.width && box.height ? box : undefined;
  };

  /** What takes no room is taken for near: nobody tells where it will appear. */
  const isNear = (band: number): boolean => !(band < range[0] || band > range[1]);

  return {
    put(element: Element): Card {
      const card: Card = { element: new WeakRef(element), bands: this, band: Number.NaN, top: 0 };
      const box = boxOf(card);
      if (box) {
        if (!reference) [reference, top] = [card, box.top];
        card.top = box.top - top;
        card.band = Math.floor(card.top / HEIGHT_PX);
        tallest = Math.max(tallest, box.height);
      }
      chosen = '';
      bands.set(card.band, (bands.get(card.band) ?? new Set()).add(card));
      return card;
    },

    take(card: Card): void {
      const band = bands.get(card.band);
      band?.delete(card);
      chosen = '';
      if (!band?.size) bands.delete(card.band);
      if (card === reference) reference = undefined;
    },

    /** Follows the reference. False where there is none any more, so that all is to be put anew. */
    follow(): boolean {
      const box = boxOf(reference);
      if (box) top = box.top;
      return Boolean(box);
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

    /** Whether an item is farther than `by` from where it should be: of those in each band, or in each that is near, one. */
    isWrong(by: number, everywhere: boolean): boolean {
      for (const [band, [card]] of everywhere ? bands : near) {
        const box = boxOf(card);
        if (card && (box ? !(Math.abs(box.top - top - card.top) <= by) : !Number.isNaN(band))) return true;
      }
      return false;
    },

    near: (): Card[] => near.flatMap(([, cards]) => [...cards]),

    isEmpty: () => !bands.size,

    all: (): Card[] => [...bands.values()].flatMap((cards) => [...cards]),
  };
}
