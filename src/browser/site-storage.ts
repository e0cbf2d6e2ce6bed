/** Small texts that all pages of a site share. Where localStorage is forbidden or full, this page's memory stands in. */

const memory = new Map<string, string>();

export const siteStorage = {
  get(key: string): string | undefined {
    // What could not be written is newer than what stands there.
    if (memory.has(key)) return memory.get(key);
    try {
      return localStorage.getItem(key) ?? undefined;
    } catch {
      return undefined;
    }
  },
  set(key: string, value: string): void {
    memory.set(key, value);
    try {
      localStorage.setItem(key, value);
      memory.delete(key);
    } catch {
      // Kept in memory: this page goes on with it, others cannot see it.
    }
  },
  remove(key: string): void {
    memory.delete(key);
    try {
      localStorage.removeItem(key);
    } catch {
      // It could never have been stored.
    }
  },
};

export type SiteStorage = typeof siteStorage;
