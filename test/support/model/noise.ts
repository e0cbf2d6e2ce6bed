/**
 * The random values during a visit, in independent streams: how many values one tab draws does not affect another tab.
 * So a visit with one step less stays nearly the same, and a counterexample can shrink.
 */

import { createRandom, type Random } from '../random';

/** The stream with that name. The same seed gives the same streams. */
export type Noise = (name: string) => Random;

export function createNoise(seed: number): Noise {
  const streams = new Map<string, Random>();
  return (name) => {
    const stream = streams.get(name) ?? createRandom(hash(seed, name));
    streams.set(name, stream);
    return stream;
  };
}

/** FNV-1a. */
function hash(seed: number, text: string): number {
  let mixed = seed ^ 0x811c9dc5;
  for (const character of text) mixed = Math.imul(mixed ^ character.charCodeAt(0), 0x01000193);
  return mixed;
}
