/** The page's own service worker (test/pages/answering-worker.js): installed, ordered about, and gone again. */
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

/** What it does with so many of the next requests to AWS. */
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

/** How many requests it has answered so. */
export const answeredByWorker = ({ site }: Stage, kind: string): number =>
  site.occurrences.filter((text) => text === `the worker answered: ${kind}`).length;

/** WebKit sometimes leaves it in charge of the next page as well: it passes everything on first. */
export const removeWorker = async (stage: Stage): Promise<void> => {
  await orderWorker(stage, 'pass');
  await stage.visitor.evaluate(async () => {
    for (const each of await navigator.serviceWorker.getRegistrations()) await each.unregister();
  });
};

/**
 * Firefox asks no service worker about a request with `keepalive`. Before its version 133 it knew no `keepalive`, so its
 * worker heard of every request: that is how it is here.
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
