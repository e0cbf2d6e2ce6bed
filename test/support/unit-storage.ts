/** The small texts of a site, which two parts may share as two tabs do. */

import type { SiteStorage } from '../../src/browser/site-storage';

export function createTexts(
  given: Record<string, string> = {},
): SiteStorage & { texts: Map<string, string> } {
  const texts = new Map(Object.entries(given));
  return {
    texts,
    get: (key) => texts.get(key),
    set: (key, value) => void texts.set(key, value),
    remove: (key) => void texts.delete(key),
  };
}

/** `id-1`, `id-2`, … in place of random ones. */
export function createIds(prefix = 'id-'): () => string {
  let made = 0;
  return () => `${prefix}${++made}`;
}
