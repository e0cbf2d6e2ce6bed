/** What the service refused, with its reason: for a person to read, the last fifty, in localStorage. */

import { listOf, type SiteStorage } from '../browser/site-storage';

const KEY = 'personalize.refused';
const MOST = 50;

export const readRefused = (storage: SiteStorage): unknown[] => listOf(storage, KEY);

export const setAside = (storage: SiteStorage, entry: object): void =>
  storage.set(KEY, [...readRefused(storage), entry].slice(-MOST));

export const clearRefused = (storage: SiteStorage): void => storage.set(KEY);
