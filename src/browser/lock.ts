/**
 * One holder over all tabs of a site, without ever waiting for it.
 *
 * A waiter queued before the holder enters the back/forward cache starves in Chromium, so nobody queues. Where there
 * are no locks (insecure pages, or Firefox with site data blocked, where the getter throws) the work is done unlocked:
 * what makes it right is the claim in the outbox, the lock only saves work.
 */

import { listen } from './listen';

/** `held` is false once the page was left or frozen: what goes on after a return, minutes later, goes on without the lock. */
type Work<T> = (held: () => boolean) => Promise<T>;

/** Resolves to what `fn` gave, or to `undefined` when another tab holds the lock. */
export const withLock = <T>(name: string, fn: Work<T>): Promise<T | undefined> =>
  untilLeft(fn, async (run) => {
    let started = false;
    const once = () => {
      started = true;
      return run();
    };
    try {
      return await navigator.locks.request(name, { ifAvailable: true }, (lock) => lock && once());
    } catch (error) {
      if (started) throw error;
      return await once();
    }
  });

/** The same whoever holds the lock. */
export const withoutLock = <T>(fn: Work<T>): Promise<T | undefined> => untilLeft(fn, (run) => run());

/**
 * A page in the back/forward cache must hold nothing: it would be thrown out of it, or keep the others waiting. Firefox
 * keeps no page at all that held a lock until `pagehide`, so that there a page that is left in mid-drain is loaded anew.
 */
async function untilLeft<T>(
  fn: Work<T>,
  around: (run: () => Promise<T | undefined>) => Promise<T | null | undefined>,
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
    return (await around(() => Promise.race([fn(() => held), left]))) ?? undefined;
  } finally {
    stop();
  }
}
