/** What the parts of the tag see of the values that all pages of a site share. No state is in here: chunks bundle it too. */

export interface SiteStorage {
  /** What stands there, if anyone can read it; whoever asks checks its shape. */
  get(key: string): unknown;
  /** `undefined` removes it. */
  set(key: string, value?: unknown): void;
}

/** The list that stands there, if it is one. What its entries are nobody knows. */
export function listOf<T>(storage: SiteStorage, key: string): (T | null)[] {
  const stored = storage.get(key);
  return Array.isArray(stored) ? stored : [];
}
