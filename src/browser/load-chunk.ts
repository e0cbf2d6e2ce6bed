/** Fetches something once, when the page is idle, and again after a failure: a chunk that does not come is no loss. */

import { whenIdle } from './idle';

export function createLoader<T>(load: (attempt: number) => Promise<T>): () => Promise<T> {
  let attempt = 0;
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= new Promise<void>((resolve) => whenIdle(resolve))
      .then(() => load(attempt++))
      .catch((error) => {
        loading = undefined;
        throw error;
      });
    return loading;
  };
}
