/** What all pages of a site know of a service that is not to be disturbed: it survives a reload. */

import type { SiteStorage } from '../../browser/site-storage';

export interface BackOff {
  failures: number;
  until: number;
  /** The service said so itself, or only a person can help: being shown again is no reason to ask earlier. */
  firm?: boolean;
}

export interface BackOffStore {
  get(): BackOff | undefined;
  set(backOffStore: BackOff | undefined): void;
}

const KEY = 'personalize.patience';
/** Of so many destinations, the last ones: a site has one or two. */
const MOST = 10;

const isPatience = (value: unknown): value is BackOff => {
  const { failures, until } = (value ?? {}) as Partial<BackOff>;
  return Number.isSafeInteger(failures) && Number(failures) > 0 && Number.isFinite(until);
};

/** Each destination has its own: one that fails is no reason to wait for another. */
export function createBackOffStore(storage: SiteStorage, destination: string): BackOffStore {
  /** What stands there may be an earlier version's, or anything. */
  const read = () =>
    Object.entries((storage.get(KEY) ?? {}) as Record<string, unknown>).filter(([, each]) =>
      isPatience(each),
    );

  return {
    get: () => read().find(([of]) => of === destination)?.[1] as BackOff | undefined,
    set(backOffStore) {
      const all = read().filter(([of]) => of !== destination);
      if (backOffStore) all.push([destination, backOffStore]);
      storage.set(KEY, all.length ? Object.fromEntries(all.slice(-MOST)) : undefined);
    },
  };
}
