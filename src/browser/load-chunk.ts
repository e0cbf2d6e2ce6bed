/** Fetches something once, when the page is idle unless `when` says otherwise, and again after a failure. */

import { whenIdle } from './idle';

/** What somebody waits for. */
export const atOnce = (fn: () => void): void => fn();

export function createLoader<T>(
  load: (attempt: number) => Promise<T>,
  when: (fn: () => void) => void = whenIdle,
): () => Promise<T> {
  let attempt = 0;
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= new Promise<void>((resolve) => when(resolve))
      .then(() => load(attempt++))
      .catch((error) => {
        loading = undefined;
        throw error;
      });
    return loading;
  };
}
