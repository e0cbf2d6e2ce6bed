/** Erases what the tag has stored in this browser, for all pages of the site. An empty database can remain. */

import type { UseStore } from 'idb-keyval';
import type { Config } from '../api/config';
import { commit } from '../browser/commit';
import { siteStorage } from '../browser/local-storage';
import { warn } from '../browser/warn';
import { formatValue } from '../core/limits';
import { storedKeys } from './stored-keys';

/** `isReplaced` is asked once the transaction has begun: another tab may have stored new rows. */
export function eraseStored({ identityPoolId }: Config, use: UseStore, isReplaced?: () => unknown): void {
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
  }).catch((error) => warn(`not erased (${formatValue(error)})`));
}

/** Tells the other subdomains that consent was withdrawn. Throws in a sandboxed page, which has no cookies. */
export function eraseSessionCookie(domain: string): void {
  const cookie = `personalize_session=; Domain=${domain}; Path=/; Max-Age=0`;
  Reflect.set(Document.prototype, 'cookie', cookie, document);
}
