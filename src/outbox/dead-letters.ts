/**
 * Stores the last 50 dead letters in localStorage, each with the reason, so that a developer can read them with
 * `refused()`.
 */

import { listOf, type SiteStorage } from '../browser/site-storage';

const KEY = 'personalize.refused';
const MAX_ENTRIES = 50;

export const readDeadLetters = (storage: SiteStorage): unknown[] => listOf(storage, KEY);

export const addDeadLetter = (storage: SiteStorage, entry: object): void =>
  storage.set(KEY, [...readDeadLetters(storage), entry].slice(-MAX_ENTRIES));

export const clearDeadLetters = (storage: SiteStorage): void => storage.set(KEY);
