/**
 * What is drawn while a visit goes on, in streams that do not depend on each other: how much one tab draws changes
 * nothing for another one. So a visit with a step less is still much the same visit, and a counterexample can shrink.
 */

import { createRandom, type Random } from '../random';

/** The stream of that name. The same seed gives the same streams. */
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
