/**
 * Adds a timeout to IndexedDB operations.
 *
 * Opening can hang forever (WebKit), a transaction can wait more than half a minute for a transaction of a page that is
 * gone (WebKitGTK), and a connection can be lost permanently. Nothing is sent during such a wait, so each operation
 * fails after two seconds. After a timeout all operations fail immediately for five seconds, and the next one opens a
 * new connection.
 */

import type { UseStore } from 'idb-keyval';
import type { Later } from '../browser/later';

/** A write usually takes 1 ms, and 16 ms at most (three engines). */
const TIMEOUT_MS = 2000;
const PAUSE_MS = 5000;

export function createTimedStore(open: () => UseStore, later: Later): UseStore {
  let use = open();
  let paused = false;
  const resume = () => {
    paused = false;
  };

  return (mode, fn) =>
    new Promise((resolve, reject) => {
      const fail = () => reject(new Error('IndexedDB does not answer'));
      if (paused) return fail();
      const stop = later(() => {
        paused = true;
        use = open();
        later(resume, PAUSE_MS);
        fail();
      }, TIMEOUT_MS);
      // A synchronous exception, as with blocked site data, rejects too. A result, even after the timeout, ends the
      // pause.
      new Promise((answer) => answer(use(mode, fn)))
        .then(resolve as () => void, reject)
        .then(resume)
        .then(stop);
    });
}
