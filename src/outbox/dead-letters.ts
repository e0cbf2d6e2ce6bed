/** What the service refused, with its reason: for a person to read, the last fifty, in localStorage. */

import { listOf, type SiteStorage } from '../browser/site-storage';

const KEY = 'personalize.refused';
const MOST = 50;

export const readDeadLetters = (storage: SiteStorage): unknown[] => listOf(storage, KEY);

export const addDeadLetter = (storage: SiteStorage, entry: object): void =>
  storage.set(KEY, [...readDeadLetters(storage), entry].slice(-MOST));

export const clearDeadLetters = (storage: SiteStorage): void => storage.set(KEY);
