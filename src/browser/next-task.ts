/**
 * The task after this one and its microtasks: by a message, since timers of a page that is not shown come once a second, or
 * by a timer, since a page may have replaced `MessageChannel`.
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
      // The timer comes.
    }
  });
