/** Reads a store in pages. A cursor is slower: it needs one answer per row. */

/** How many rows of other visitors and pages a claim reads at most, so that its transaction stays short. */
export const SCAN = 500;

/**
 * Calls `each` for at most `size` values with their keys, then `end`, with the last key if there may be more rows. An
 * exception in a callback, such as a refused put, would be an error of the page: it aborts the transaction instead.
 */
export function scan<Value>(
  store: IDBObjectStore,
  range: IDBKeyRange,
  size: number,
  each: (value: Value, key: IDBValidKey) => void,
  end?: (last?: IDBValidKey) => void,
): void {
  const keys = store.getAllKeys(range, size);
  const values = store.getAll(range, size);
  // Requests are answered in order: the keys are available when the values are.
  values.onsuccess = () => {
    try {
      // Without `entries()`, because Prototype.js replaces it.
      let at = 0;
      for (const value of values.result) each(value, keys.result[at++] as IDBValidKey);
      end?.(keys.result[size - 1]);
    } catch {
      store.transaction.abort();
    }
  };
}
