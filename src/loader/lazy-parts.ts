/** Parts of the tag that are fetched when they are needed: once, again after a failure, and never after `stop()`. */

import { failure } from '../browser/failure';
import { whenIdle } from '../browser/idle';
import { later as callPageFunction, type Later } from '../browser/later';
import { guard, type Stop } from '../browser/listen';
import type { Chunks, ImportChunk } from './chunks';

/** The wait after a failure doubles from one second to this. */
const LONGEST_WAIT_MS = 300_000;

export interface Part<T> {
  /** Tries now; rejects when it does not come. Then it is tried again by itself. */
  load(): Promise<T>;
  /** Calls `fn` as soon as it is there. */
  use(fn: (part: T) => void): void;
}

export interface Parts {
  part<N extends keyof Chunks, T extends object>(
    name: N,
    start: (chunk: Chunks[N]) => T & { stop?: Stop },
    /** When to fetch it, once it is asked for. */
    when?: (fn: () => void) => void,
  ): Part<T>;
  stop: Stop;
}

export function createParts(
  importChunk: ImportChunk,
  /** It did not come `count` times; the next attempt is in `waitMs`. */
  onFailure: (message: string, waitMs: number, count: number) => void,
  later: Later = callPageFunction,
): Parts {
  const stops: Stop[] = [];
  let stopped = false;

  return {
    part: (name, start, when = whenIdle) => {
      type T = ReturnType<typeof start>;
      let arrive: ((part: T) => void) | undefined;
      const arrival = new Promise<T>((resolve) => {
        arrive = resolve;
      });
      let attempt = 0;
      let loading: Promise<T> | undefined;
      let stopRetry: Stop | undefined;

      async function fetch(): Promise<T> {
        try {
          const chunk = stopped || (await importChunk(name, attempt++));
          // It would notice what is there already.
          if (stopped) throw { message: 'stopped' };
          const part = start(chunk as Exclude<typeof chunk, true>);
          if (part.stop) stops.push(part.stop);
          arrive?.(part);
          return part;
        } catch (error) {
          const { message } = error as Error;
          loading = undefined;
          if (!stopped) {
            const waitMs = Math.min(500 * 2 ** attempt, LONGEST_WAIT_MS);
            stopRetry = later(retry, waitMs);
            stops.push(stopRetry);
            onFailure(message, waitMs, attempt);
          }
          throw failure(stopped ? 'UnavailableError' : 'OfflineError', message);
        }
      }

      function load(): Promise<T> {
        stopRetry?.();
        stopRetry = undefined;
        loading ??= new Promise<void>((resolve) => when(resolve)).then(fetch);
        return loading;
      }

      const retry = () => void load().catch(() => {});

      return {
        load,
        use(fn) {
          void arrival.then(guard(fn));
          if (!stopRetry) retry();
        },
      };
    },
    stop() {
      stopped = true;
      for (const stop of stops) stop();
    },
  };
}
