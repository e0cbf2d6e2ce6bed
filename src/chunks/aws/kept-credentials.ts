/**
 * Remembers the credentials of the current source. Those of a guest are stored for all pages of the site, the others
 * stay in the memory of this page.
 */

import type { SiteStorage } from '../../browser/site-storage';
import type { Credentials } from './aws-credentials';

export type Kept = Credentials & { from: string };

const KEY = 'personalize.credentials';

/** `guest` is the source of the credentials of a guest. */
export function createKeptCredentials(storage: SiteStorage, guest: string) {
  let kept: Kept | undefined;
  /** The source of credentials for the current visitor. */
  let current: string | undefined;
  const read = () => storage.get(KEY) as Kept | null;

  return {
    get: () => kept,
    /** Returns the credentials of this source, which is the current one from now on. */
    of(from: string, isFresh: (each: Kept | undefined) => boolean): Kept | undefined {
      current = from;
      const stored = read();
      // Erased credentials are not used again, not even by a page in the back/forward cache that did not notice the
      // erasure.
      if (kept?.from !== from || (!stored && from === guest)) kept = undefined;
      if (!isFresh(kept) && stored?.from === from && stored.accessKeyId) kept = stored;
      return kept;
    },
    set(given: Kept): Kept {
      // The visitor may have changed meanwhile.
      if (given.from === current) kept = given;
      if (given.from === guest) storage.set(KEY, given);
      return given;
    },
    forget(): void {
      // Another page may have stored newer ones by now.
      if (read()?.accessKeyId === kept?.accessKeyId) storage.set(KEY, undefined);
      kept = undefined;
    },
  };
}
