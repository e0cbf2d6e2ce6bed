/** Fetches a chunk when the page is idle, and again after a failure: a chunk that does not come is a retry, not a loss. */

import { whenIdle } from '../browser/idle';

/** `attempt` counts from 0: a module that failed to load is remembered under its URL, so a retry asks for another. */
export type ImportChunk<T> = (attempt: number) => Promise<T>;

export function createLoader<T>(load: ImportChunk<T>): () => Promise<T> {
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
