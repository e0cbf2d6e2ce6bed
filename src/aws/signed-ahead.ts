/**
 * The next request of a backlog, built and signed while another is on its way: that takes the SDK 1.6 ms, of the 9 ms
 * in which a service on the same machine is asked and answers (`npm run drain`).
 */

import type { Row } from '../event';

/** Builds and signs at once, and goes out when it is its turn. */
type Put = (batch: readonly Row[], turn?: Promise<void>) => Promise<void>;

export function createSignedAhead(put: Put) {
  let signed: { batch: readonly Row[]; go: () => void; gone: Promise<void> } | undefined;
  const drop = () => {
    signed = undefined;
  };

  return {
    /** This is what will be put next, most likely. */
    sign(batch: readonly Row[]): void {
      let go = () => {};
      const gone = put(
        batch,
        new Promise((resolve) => {
          go = resolve;
        }),
      );
      signed = { batch, go, gone };
      // Where there are no credentials now there may be some by then.
      gone.catch(() => signed?.gone === gone && drop());
    },
    put(batch: readonly Row[]): Promise<void> {
      const ready = signed;
      drop();
      if (ready?.batch.length !== batch.length || ready.batch.some((row, at) => row !== batch[at]))
        return put(batch);
      ready.go();
      return ready.gone;
    },
    /** By credentials or a clock that were refused since. */
    drop,
  };
}
