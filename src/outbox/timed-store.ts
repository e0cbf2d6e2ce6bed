/**
 * IndexedDB that answers in time or not at all.
 *
 * Opening can hang for ever (WebKit), a transaction can wait more than half a minute for one of a page that is gone
 * (WebKitGTK), and a connection can be lost for good. A minute of waiting would be a minute of nothing sent, so each
 * use has two seconds; after that nothing is asked for a while, and then through a connection of its own.
 */

import type { UseStore } from 'idb-keyval';
import type { Later } from '../browser/later';

/** A write takes 1 ms as a rule and 16 ms at worst (three engines). */
const PATIENCE_MS = 2000;
const PAUSE_MS = 5000;

export function createTimedStore(open: () => UseStore, later: Later): UseStore {
  let use = open();
  let silent = false;
  const speak = () => {
    silent = false;
  };

  return (mode, fn) =>
    new Promise((resolve, reject) => {
      const dropRow = () => reject(new Error('IndexedDB does not answer'));
      if (silent) return dropRow();
      const stop = later(() => {
        silent = true;
        use = open();
        later(speak, PAUSE_MS);
        dropRow();
      }, PATIENCE_MS);
      // What throws at once, as where site data is blocked, rejects as well. An answer, however late, is a sign of life.
      new Promise((answer) => answer(use(mode, fn)))
        .then(resolve as () => void, reject)
        .then(speak)
        .then(stop);
    });
}
