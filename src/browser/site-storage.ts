/** Small values that all pages of a site share. Where localStorage is forbidden or full, this page's memory stands in. */

const memory = new Map<string, string>();

export const siteStorage = {
  /** What stands there, if anyone can read it; whoever asks checks its shape. */
  get(key: string): unknown {
    try {
      // What could not be written is newer than what stands there.
      return JSON.parse(memory.get(key) ?? localStorage.getItem(key) ?? 'null');
    } catch {
      return null;
    }
  },
  /** `undefined` removes it. */
  set(key: string, value: unknown): void {
    const text = JSON.stringify(value) as string | undefined;
    memory.set(key, text ?? 'null');
    try {
      if (text) localStorage.setItem(key, text);
      else localStorage.removeItem(key);
      memory.delete(key);
    } catch {
      // Kept in memory: this page goes on with it, others cannot see it.
    }
  },
  /** Removes what is ours and what the SDK's identity is remembered under; the rest is the page's. */
  clear(): void {
    memory.clear();
    try {
      for (const key of Object.keys(localStorage))
        if (/^(personalize\.|aws:cog)/.test(key)) delete localStorage[key];
    } catch {
      // Nothing stands where nothing can be read.
    }
  },
};

export type SiteStorage = Pick<typeof siteStorage, 'get' | 'set'>;

/** The list that stands there, if it is one. What its entries are nobody knows. */
export function listOf<T>(storage: SiteStorage, key: string): (T | null)[] {
  const stored = storage.get(key);
  return Array.isArray(stored) ? stored : [];
}
