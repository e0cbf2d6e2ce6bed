/** Installs, controls and removes the page's own service worker (test/pages/answering-worker.js). */
import type { Stage } from './stage';

export const installWorker = async (stage: Stage): Promise<void> => {
  await stage.visitor.evaluate(async () => {
    const { serviceWorker } = navigator;
    const controlled = new Promise((resolve) => {
      serviceWorker.addEventListener('controllerchange', resolve, { once: true });
    });
    await serviceWorker.register('/answering-worker.js');
    if (!serviceWorker.controller) await controlled;
  });
};

/** Sets how the worker answers the next `times` requests to AWS. */
export const orderWorker = (stage: Stage, kind: string, times = 0): Promise<unknown> =>
  stage.visitor.evaluate(
    (order) =>
      new Promise((resolve) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => resolve(true);
        navigator.serviceWorker.controller?.postMessage(order, [port2]);
      }),
    { kind, times },
  );

/** The number of requests that the worker answered this way. */
export const answeredByWorker = ({ site }: Stage, kind: string): number =>
  site.occurrences.filter((text) => text === `the worker answered: ${kind}`).length;

/** In WebKit the worker sometimes still controls the next page, so it is set to pass requests through first. */
export const removeWorker = async (stage: Stage): Promise<void> => {
  await orderWorker(stage, 'pass');
  await stage.visitor.evaluate(async () => {
    for (const each of await navigator.serviceWorker.getRegistrations()) await each.unregister();
  });
};

/**
 * Firefox does not send requests with `keepalive` to a service worker. Before version 133 Firefox did not support
 * `keepalive`, so its workers received every request. This restores that behavior.
 */
export const withoutKeepalive = (stage: Stage, more = ''): void => {
  const script = stage.engine === 'firefox' ? `(${String(dropKeepalive)})();` : '';
  stage.before(script + more);
};

/** Runs in the page. */
const dropKeepalive = (): void => {
  const { fetch } = window;
  window.fetch = (input, init) => fetch(input, { ...init, keepalive: false });
};
