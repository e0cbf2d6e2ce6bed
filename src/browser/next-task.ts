/**
 * Resolves in the next task, after all microtasks of the current one. It uses a message, because timers of a hidden
 * page are throttled to one a second. A timer is the fallback, because a page can have replaced `MessageChannel`.
 */
export const nextTask = (): Promise<void> =>
  new Promise((resolve) => {
    setTimeout(resolve);
    try {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        port1.close();
        resolve();
      };
      port2.postMessage(0);
    } catch {
      // The timer resolves the promise.
    }
  });
