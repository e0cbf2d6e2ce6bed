/** Writes to the database of the tag, like a defect, an older version or other code. Runs in the page. */

export const databaseName = 'personalize-1';

export const rewriteRows = async (database: string, source: string): Promise<number> => {
  const change = new Function('row', 'key', `return (${source})(row, key)`) as (
    row: unknown,
    key: unknown,
  ) => unknown;
  const open = indexedDB.open(database);
  await new Promise((resolve, reject) => {
    open.onsuccess = resolve;
    open.onerror = reject;
  });
  const name = open.result.objectStoreNames[0] as string;
  const transaction = open.result.transaction(name, 'readwrite');
  let seen = 0;
  // Keys that sort before arrays are claims.
  const cursors = transaction.objectStore(name).openCursor(IDBKeyRange.lowerBound([]));
  cursors.onsuccess = () => {
    const cursor = cursors.result;
    if (!cursor) return;
    seen++;
    const changed = change(cursor.value, cursor.key);
    if (changed !== undefined) cursor.update(changed);
    cursor.continue();
  };
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = reject;
  });
  open.result.close();
  return seen;
};

/** Stores any value under a key. */
export const putRow = async (database: string, key: IDBValidKey, value: unknown): Promise<void> => {
  const open = indexedDB.open(database);
  await new Promise((resolve, reject) => {
    open.onsuccess = resolve;
    open.onerror = reject;
  });
  const transaction = open.result.transaction(open.result.objectStoreNames[0] as string, 'readwrite');
  transaction.objectStore(open.result.objectStoreNames[0] as string).put(value, key);
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = reject;
  });
  open.result.close();
};
