/**
 * Copies plain objects and arrays, because the page may change them before the tag reads them. Returns other values
 * unchanged. Copies fewer than 10,000 objects and arrays of a value, which may be huge or contain itself.
 */
export function copy<T>(given: T, visited?: unknown[]): T;
export function copy(given: Named, visited: unknown[] = []): unknown {
  try {
    const result = Array.isArray(given)
      ? ([] as never[] & Named)
      : Reflect.getPrototypeOf(given) === Object.prototype && ({} as Named);
    if (result && visited.push(0) < 1e4) {
      for (const name of Object.keys(given)) result[name] = copy(given[name], visited);
      return result;
    }
  } catch {
    // A getter throws, or the value is not an object.
  }
  return given;
}

/** An object or an array, by the names or the indexes of its values. */
type Named = Record<string, unknown>;
