/**
 * Loads parts of the tag when they are needed. Each part is loaded once, retried after a failure, and not loaded after
 * `stop()`.
 */

import { failure } from '../browser/failure';
import { whenIdle } from '../browser/idle';
import { later as defaultLater, type Later } from '../browser/later';
import { guard, type Stop } from '../browser/listen';
import type { Chunks, ImportChunk } from './chunks';

/** The wait after a failure doubles from one second up to this limit. */
const LONGEST_WAIT_MS = 300_000;

export interface Part<T> {
  /** Loads the part now. Rejects if that fails; the part then retries by itself. */
  load(): Promise<T>;
  /** Calls `fn` when the part is loaded, and starts loading it if necessary. */
  use(fn: (part: T) => void): void;
}

export interface Parts {
  part<N extends keyof Chunks, T extends object>(
    name: N,
    start: (chunk: Chunks[N]) => T & { stop?: Stop },
    /** Delays the import after the first request for the part. */
    when?: (fn: () => void) => void,
  ): Part<T>;
  stop: Stop;
}

/** What all parts share. */
interface Lifetime {
  stops: Stop[];
  stopped: boolean;
  later: Later;
  /** Called after `count` failed attempts. The next attempt is in `waitMs` milliseconds. */
  onFailure: (message: string, waitMs: number, count: number) => void;
}

export function createParts(
  importChunk: ImportChunk,
  onFailure: Lifetime['onFailure'],
  later: Later = defaultLater,
): Parts {
  const lifetime: Lifetime = { stops: [], stopped: false, later, onFailure };

  return {
    part: (name, start, when = whenIdle) =>
      createPart(lifetime, when, async (attempt) => {
        const chunk = lifetime.stopped || (await importChunk(name, attempt));
        // A part that starts now would capture events of a stopped page.
        if (lifetime.stopped) throw { message: 'stopped' };
        const part = start(chunk as Exclude<typeof chunk, true>);
        if (part.stop) lifetime.stops.push(part.stop);
        return part;
      }),
    stop() {
      lifetime.stopped = true;
      for (const stop of lifetime.stops) stop();
    },
  };
}

/** `start` imports the chunk and starts the part; `attempt` is 0 the first time. */
function createPart<T>(
  lifetime: Lifetime,
  when: (fn: () => void) => void,
  start: (attempt: number) => Promise<T>,
): Part<T> {
  let resolveLoaded: ((part: T) => void) | undefined;
  const loaded = new Promise<T>((resolve) => {
    resolveLoaded = resolve;
  });
  let attempt = 0;
  let loading: Promise<T> | undefined;
  let stopRetry: Stop | undefined;

  async function fetch(): Promise<T> {
    try {
      const part = await start(attempt++);
      resolveLoaded?.(part);
      return part;
    } catch (error) {
      const { message } = error as Error;
      const { stopped } = lifetime;
      loading = undefined;
      if (!stopped) {
        const waitMs = Math.min(500 * 2 ** attempt, LONGEST_WAIT_MS);
        stopRetry = lifetime.later(retry, waitMs);
        lifetime.stops.push(stopRetry);
        lifetime.onFailure(message, waitMs, attempt);
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
      void loaded.then(guard(fn));
      if (!stopRetry) retry();
    },
  };
}
