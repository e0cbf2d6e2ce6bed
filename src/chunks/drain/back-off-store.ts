/** Stores the back-off of each destination for all pages of the site. It survives a reload. */

import type { SiteStorage } from '../../browser/site-storage';

export interface BackOff {
  failures: number;
  until: number;
  /**
   * The service named the wait (`Retry-After`), or the circuit breaker is open: a page that becomes visible or online
   * again does not send earlier.
   */
  firm?: boolean;
}

export interface BackOffStore {
  get(): BackOff | undefined;
  set(backOff: BackOff | undefined): void;
}

const KEY = 'personalize.patience';
/** Only the destinations that failed last are stored. A site has one or two. */
const MAX_DESTINATIONS = 10;

const isBackOff = (value: unknown): value is BackOff => {
  const { failures, until } = (value ?? {}) as Partial<BackOff>;
  return Number.isSafeInteger(failures) && Number(failures) > 0 && Number.isFinite(until);
};

/** Each destination has its own back-off: a failure of one does not delay another. */
export function createBackOffStore(storage: SiteStorage, destination: string): BackOffStore {
  /** The stored value may come from an earlier version, or be invalid. */
  const read = () =>
    Object.entries((storage.get(KEY) ?? {}) as Record<string, unknown>).filter(([, value]) =>
      isBackOff(value),
    );

  return {
    get: () => read().find(([key]) => key === destination)?.[1] as BackOff | undefined,
    set(backOff) {
      const all = read().filter(([key]) => key !== destination);
      if (backOff) all.push([destination, backOff]);
      storage.set(KEY, all.length ? Object.fromEntries(all.slice(-MAX_DESTINATIONS)) : undefined);
    },
  };
}
