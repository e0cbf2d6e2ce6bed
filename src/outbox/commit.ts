/**
 * Nothing more is asked of this transaction: it ends even if its page is left, frozen or stopped before it hears the
 * answer. An open one would keep all other pages waiting, and the write of a page that is left for another site is
 * lost with it in Chromium and Firefox. A transaction that reads before it writes ends by itself.
 */
export const commit = (store: IDBObjectStore): void => store.transaction.commit?.();
