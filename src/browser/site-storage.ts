/** The interface to the values that all pages of a site share. This file has no state, because chunks bundle it too. */

export interface SiteStorage {
  /** The stored value, or `null` if there is none or it is not valid JSON. The caller checks its shape. */
  get(key: string): unknown;
  /** `undefined` removes it. */
  set(key: string, value?: unknown): void;
}

/** The stored list, or an empty list if the value is not a list. The caller checks the entries. */
export function listOf<T>(storage: SiteStorage, key: string): (T | null)[] {
  const stored = storage.get(key);
  return Array.isArray(stored) ? stored : [];
}
