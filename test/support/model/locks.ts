/** The Web Locks of one site: granted in a later turn, and released when their tab is gone. */

import type { Life } from './life';
import type { World } from './world';

type Granted = (lock: object | null) => unknown;

export function createLocks(world: World, present: boolean) {
  const holders = new Map<string, Life>();

  return {
    of(tab: string, life: Life) {
      const drop = (name: string) => holders.get(name) === life && holders.delete(name);
      const request = (name: string, _: unknown, granted: Granted): Promise<unknown> =>
        new Promise((resolve, reject) => {
          if (!life.act()) return;
          world.after(world.noise(`locks ${tab}`).between(0, 2), () =>
            life.receive(() => {
              const free = !holders.has(name);
              if (free) holders.set(name, life);
              Promise.resolve(granted(free ? { name } : null))
                .finally(() => free && drop(name))
                .then(resolve, reject);
            }),
          );
        });
      return {
        /** Runs `fn` as code of this tab's page, with the browser globals of this tab. */
        with<T>(page: EventTarget, fn: () => T): T {
          const before = ['window', 'navigator'].map((name) =>
            Reflect.getOwnPropertyDescriptor(globalThis, name),
          );
          const navigator = present ? { locks: { request } } : {};
          for (const [name, value] of Object.entries({ window: page, navigator }))
            Object.defineProperty(globalThis, name, { value, configurable: true });
          try {
            return fn();
          } finally {
            for (const [at, name] of ['window', 'navigator'].entries()) {
              const descriptor = before[at];
              if (descriptor) Object.defineProperty(globalThis, name, descriptor);
              else Reflect.deleteProperty(globalThis, name);
            }
          }
        },
        drop(): void {
          for (const name of holders.keys()) drop(name);
        },
      };
    },
  };
}

export type LockManager = ReturnType<typeof createLocks>;
