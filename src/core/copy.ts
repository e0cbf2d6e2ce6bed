/**
 * What a page hands over, as it is now: it may change the object before anyone looks at it. Plain objects and arrays are
 * copied; what else there is stays itself, and so does the rest of what is huge or contains itself.
 */
export function copy<T>(given: T, left = [] as unknown[]): T {
  try {
    const made = (
      Array.isArray(given) ? [] : Reflect.getPrototypeOf(given as object) === Object.prototype && {}
    ) as T;
    if (made && left.push(0) < 1e4) {
      for (const name of Object.keys(given as object) as (keyof T)[])
        made[name] = copy<never>(given[name] as never, left);
      return made;
    }
  } catch {
    // A getter that throws, or a value that is no object.
  }
  return given;
}
