/**
 * The one storage of a page, in localStorage. Where that is forbidden or full, this page's memory stands in.
 *
 * Only the tag imports this file. A chunk with a copy of it would have a memory of its own: the tag passes the storage.
 */

import { toJson } from './to-json';

const memory = new Map<string, string>();

export const siteStorage = {
  get(key: string): unknown {
    try {
      // What could not be written is newer than what stands there.
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
      // Kept in memory: this page goes on with it, others cannot see it.
    }
  },
  /** Forgets what other pages do not see. */
  clearMemory: () => memory.clear(),
};
