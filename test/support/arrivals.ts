/** Waits for a condition on what has arrived. The condition is checked at every arrival, without polling. */

const timeoutMs = 15_000;

export interface Arrivals {
  notify: () => void;
  until: (condition: () => boolean, what: string, withinMs?: number) => Promise<void>;
}

/** @param seen lists all arrivals, for the message of a timeout */
export const createArrivals = (seen: () => string): Arrivals => {
  const waiting = new Set<() => void>();
  return {
    notify: () => {
      for (const check of [...waiting]) check();
    },
    until: (condition, what, withinMs = timeoutMs) =>
      new Promise((resolve, reject) => {
        const end = (): void => {
          waiting.delete(check);
          clearTimeout(timer);
        };
        const check = (): void => {
          if (!condition()) return;
          end();
          resolve();
        };
        const timer = setTimeout(() => {
          end();
          reject(new Error(`Not within ${withinMs} ms: ${what}\n${seen()}`));
        }, withinMs);
        waiting.add(check);
        check();
      }),
  };
};
