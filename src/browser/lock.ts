/**
 * One holder over all tabs of a site, without ever waiting for it.
 *
 * A waiter queued before the holder enters the back/forward cache starves in Chromium, so nobody queues. Where there
 * are no locks (insecure pages, or Firefox with site data blocked, where the getter throws) the work is done unlocked:
 * what makes it right is the claim in the outbox, the lock only saves work.
 */

import { listen } from './listen';

/**
 * Resolves to what `fn` gave, or to `undefined` when another tab holds the lock. `held` is false once the page was left
 * or frozen: what goes on after a return from the back/forward cache, minutes later, goes on without the lock.
 */
export async function withLock<T>(
  name: string,
  fn: (held: () => boolean) => Promise<T>,
): Promise<T | undefined> {
  let started = false;
  let held = true;
  let leave = () => {};
  const left = new Promise<undefined>((resolve) => {
    leave = () => {
      held = false;
      resolve(undefined);
    };
  });
  // A page in the back/forward cache must hold nothing: it would be thrown out of it, or keep the others waiting.
  const stop = listen(globalThis.window, 'pagehide freeze', leave, { capture: true });
  const once = () => {
    started = true;
    return fn(() => held);
  };
  try {
    return await navigator.locks.request(name, { ifAvailable: true }, (lock) =>
      lock ? Promise.race([once(), left]) : undefined,
    );
  } catch (error) {
    if (started) throw error;
    return await once();
  } finally {
    stop();
  }
}
