/** An in-memory localStorage of JSON texts, which several parts can share like tabs do. */

import type { SiteStorage } from '../../src/browser/site-storage';

export interface Texts extends SiteStorage {
  texts: Map<string, string>;
}

/** Starts with the given values as JSON. */
export function createTexts(given: Record<string, string> = {}): Texts {
  const texts = new Map(Object.entries(given));
  return {
    texts,
    get(key) {
      try {
        return JSON.parse(texts.get(key) ?? 'null');
      } catch {
        return null;
      }
    },
    set(key, value) {
      if (value === undefined) texts.delete(key);
      else texts.set(key, JSON.stringify(value));
    },
  };
}

/** `id-1`, `id-2`, … instead of random ids. */
export function createIds(prefix = 'id-'): () => string {
  let made = 0;
  return () => `${prefix}${++made}`;
}
