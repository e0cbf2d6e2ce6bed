/**
 * Reads and writes localStorage. If it is blocked or full, the values are kept in memory for this page.
 *
 * Only the tag imports this file, and it passes the storage to the chunks. A chunk that bundled a copy of this file
 * would have a separate memory.
 */

import { toJson } from './to-json';

const memory = new Map<string, string>();

export const siteStorage = {
  get(key: string): unknown {
    try {
      // A value in memory could not be written, so it is newer than the value in localStorage.
      return JSON.parse(memory.get(key) ?? localStorage.getItem(key) ?? 'null');
    } catch {
      return null;
    }
  },
  set(key: string, value?: unknown): void {
    const text = toJson(value);
    memory.set(key, text ?? 'null');
    try {
      if (text) localStorage.setItem(key, text);
      else localStorage.removeItem(key);
      memory.delete(key);
    } catch {
      // The value stays in memory: this page uses it, other pages cannot see it.
    }
  },
  /** Deletes the values that are only in memory. */
  clearMemory: () => memory.clear(),
};

/** Whether there is a value of that name, which need not be JSON. */
export function hasStored(key: string): boolean {
  try {
    return localStorage.getItem(key) !== null;
  } catch {
    return false;
  }
}
