/** What the service refused, with its reason: for a person to read, the last fifty, in localStorage. */

import type { SiteStorage } from '../browser/site-storage';

const KEY = 'personalize.refused';
const MOST = 50;

export function readRefused(storage: SiteStorage): unknown[] {
  const kept = storage.get(KEY);
  return Array.isArray(kept) ? kept : [];
}

export const setAside = (storage: SiteStorage, entry: object): void =>
  storage.set(KEY, [...readRefused(storage), entry].slice(-MOST));

export const clearRefused = (storage: SiteStorage): void => storage.set(KEY, undefined);
