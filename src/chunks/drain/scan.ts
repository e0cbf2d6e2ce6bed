/** Reads a store in pages, without a cursor, which would cost an answer for each row. */

/**
 * `each` value with its key, at most `size` of them, then `end` with the key of the last one if there may be more.
 * What throws in here, such as a put that is refused, would be an error of the page: the transaction ends instead.
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
  // Requests are answered in their order: the keys are there when the values are.
  values.onsuccess = () => {
    try {
      // Not by `entries()`: Prototype.js has replaced it.
      let at = 0;
      for (const value of values.result) each(value, keys.result[at++] as IDBValidKey);
      end?.(keys.result[size - 1]);
    } catch {
      store.transaction.abort();
    }
  };
}
