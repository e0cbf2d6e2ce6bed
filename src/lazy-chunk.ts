/** Parts of the tag that are fetched when they are needed: once, again after a failure, and never after `stop()`. */

import { later } from './browser/later';
import { guard, type Stop, stopAll } from './browser/listen';
import { createLoader } from './browser/load-chunk';
import { say } from './browser/say';
import type { Chunks, ImportChunk } from './chunks';

/** Calls `use` with the part as soon as it is there. */
export type Lazy<T> = (use: (part: T) => void) => unknown;

export type CreateLazy = <N extends keyof Chunks, T extends { stop: Stop }>(
  /** What the person who reads the console knows it by. */
  what: string,
  name: N,
  start: (chunk: Chunks[N]) => T,
  when?: (fn: () => void) => void,
) => Lazy<T>;

export function createLazyParts(importChunk: ImportChunk): { lazy: CreateLazy; stop: Stop } {
  const stops: Stop[] = [];
  let stopped = false;

  return {
    lazy: (what, name, start, when) => {
      const load = createLoader(async (attempt) => {
        const chunk = !stopped && (await importChunk(name, attempt));
        // It would notice what is there already.
        if (stopped || !chunk) throw 0;
        const part = start(chunk);
        stops.push(part.stop);
        return part;
      }, when);
      const ask = (use: (part: never) => void, againMs = 1000): unknown =>
        load().then(guard(use as (part: unknown) => void), (error) => {
          if (stopped) return;
          say(`${what}: chunk not loaded (${error})`);
          later(() => ask(use, 2 * againMs), againMs);
        });
      return ask;
    },
    stop() {
      stopped = true;
      stopAll(...stops)();
    },
  };
}
