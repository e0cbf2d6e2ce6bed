/** Erases what the tag has stored in this browser, for all pages of the site. An empty database can remain. */

import type { UseStore } from 'idb-keyval';
import type { Config } from '../api/config';
import { commit } from '../browser/commit';
import { siteStorage } from '../browser/local-storage';
import { storedKeys } from './stored-keys';

/** `isReplaced` is asked once the transaction has begun: another tab may have stored new rows. */
export function eraseStored(
  { identityPoolId, session: { cookieDomain } }: Config,
  use: UseStore,
  isReplaced?: () => boolean,
): void {
  try {
    const cookie = `personalize_session=; Domain=${cookieDomain}; Path=/; Max-Age=0`;
    if (cookieDomain) Reflect.set(Document.prototype, 'cookie', cookie, document);
  } catch {
    // A sandboxed page has no cookies.
  }
  for (const key of storedKeys(identityPoolId)) siteStorage.set(key);
  siteStorage.clearMemory();
  use('readwrite', async (store) => {
    const clear = () => {
      if (!isReplaced?.()) store.clear();
      commit(store);
    };
    // Its first answer shows that the transaction has begun.
    if (isReplaced) store.count().onsuccess = clear;
    else clear();
  }).catch(() => {});
}
