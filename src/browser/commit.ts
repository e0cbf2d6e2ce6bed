/**
 * Commits a transaction after its last request, so that it ends even if the page is left, frozen or stopped before it
 * gets the result. An open transaction blocks all other pages. In Chromium and Firefox the write is also lost if the
 * visitor leaves the page for another site. A transaction that reads before it writes ends without this call.
 */
export const commit = (store: IDBObjectStore): void => store.transaction.commit?.();
