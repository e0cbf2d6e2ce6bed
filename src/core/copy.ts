/**
 * Copies plain objects and arrays, because the page may change them before the tag reads them. Returns other values
 * unchanged. Copies fewer than 10,000 objects and arrays of a value, which may be huge or contain itself.
 */
export function copy<T>(given: T, visited = [] as unknown[]): T {
  try {
    const result = (
      Array.isArray(given) ? [] : Reflect.getPrototypeOf(given as object) === Object.prototype && {}
    ) as T;
    if (result && visited.push(0) < 1e4) {
      for (const name of Object.keys(given as object) as (keyof T)[])
        result[name] = copy<never>(given[name] as never, visited);
      return result;
    }
  } catch {
    // A getter throws, or the value is not an object.
  }
  return given;
}
