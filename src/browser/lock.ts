/**
 * Runs work in at most one tab of a site at a time, with a Web Lock that is requested without waiting.
 *
 * In Chromium, a lock request that is queued when the holder enters the back/forward cache is never granted, so no
 * request is queued. Where locks are not available (insecure pages, or Firefox with site data blocked, where the getter
 * throws) the work runs without a lock. Correctness depends on the claims in the outbox; the lock only avoids duplicate
 * work.
 */

import { listen } from './listen';

/** `held()` is false after the page was left or frozen: work that continues after a return has no lock any more. */
type Work<T> = (held: () => boolean) => Promise<T>;

/**
 * Resolves to the result of `fn`, or to `undefined` if another tab holds the lock or this page is left or frozen
 * before `fn` ends.
 */
export const withLock = <T>(name: string, fn: Work<T>): Promise<T | undefined> =>
  untilPageLeft(fn, async (run) => {
    let started = false;
    const runAndMark = () => {
      started = true;
      return run();
    };
    try {
      return await navigator.locks.request(name, { ifAvailable: true }, (lock) => lock && runAndMark());
    } catch (error) {
      if (started) throw error;
      return await runAndMark();
    }
  });

/** Like `withLock`, but runs `fn` even if another tab holds the lock. */
export const withoutLock = <T>(fn: Work<T>): Promise<T | undefined> => untilPageLeft(fn, (run) => run());

/**
 * Releases the lock when the page is left or frozen. A page in the back/forward cache that holds a lock is evicted or
 * blocks the other tabs. Firefox does not cache a page that held a lock until `pagehide`, so there a page that is left
 * during a drain is reloaded on return.
 */
async function untilPageLeft<T>(
  fn: Work<T>,
  acquire: (run: () => Promise<T | undefined>) => Promise<T | null | undefined>,
): Promise<T | undefined> {
  let held = true;
  let leave = () => {};
  const left = new Promise<undefined>((resolve) => {
    leave = () => {
      held = false;
      resolve(undefined);
    };
  });
  const stop = listen(globalThis.window, 'pagehide freeze', leave);
  try {
    return (await acquire(() => Promise.race([fn(() => held), left]))) ?? undefined;
  } finally {
    stop();
  }
}
