import type { EpochMs } from '../../core/event';

/** Twice the time of a failed request: a page that holds the lock for longer is sending a backlog, or is asleep. */
const LOCKED_OUT_MS = 20_000 * TIMEOUT_SCALE;

/** `held()` is false after the page was left or frozen: other pages may have the lock now. */
type Work<T> = (held: () => boolean) => Promise<T>;

export interface Locks {
  withLock: <T>(name: string, fn: Work<T>) => Promise<T | undefined>;
  withoutLock: <T>(fn: Work<T>) => Promise<T | undefined>;
}

/**
 * Returns a function that runs work with the lock, and without it if other pages have held the lock for too long.
 * Resolves to `undefined` if the work did not run.
 */
export function createDrainLock({ withLock, withoutLock }: Locks, name: string, now: () => EpochMs) {
  let lockedOutSince: EpochMs | undefined;

  return async <T>(fn: Work<T>): Promise<T | undefined> => {
    const begunAt = now();
    const since = lockedOutSince ?? begunAt;
    lockedOutSince = since;
    const result = await withLock(name, (held) => {
      lockedOutSince = undefined;
      return fn(held);
    });
    if (lockedOutSince === undefined || begunAt - since < LOCKED_OUT_MS) return result;
    // A page that sleeps or is suspended while it holds the lock would block all tabs. Then only the claim excludes
    // them.
    lockedOutSince = undefined;
    return withoutLock(fn);
  };
}
