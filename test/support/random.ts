/** Repeatable random numbers: the same seed gives the same numbers (mulberry32). */
export type Random = ReturnType<typeof createRandom>;

export const createRandom = (seed: number) => {
  let state = seed >>> 0;
  const next = (): number => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const between = (from: number, to: number): number => from + Math.floor(next() * (to - from + 1));
  const chance = (share: number): boolean => next() < share;
  return { next, between, chance, oneOf: <T>(all: readonly T[]): T => all[between(0, all.length - 1)] as T };
};
