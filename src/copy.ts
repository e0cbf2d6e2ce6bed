/**
 * What a page hands over, as it is now: it may change the object before anyone looks at it. Plain objects and arrays are
 * copied; what else there is stays itself, and so does the rest of what is huge or contains itself.
 */
export function copy<T extends object>(given: T, left = [1e4]): T {
  try {
    const made = (Array.isArray(given) ? [] : Object.getPrototypeOf(given) === Object.prototype && {}) as T;
    if (made && --(left as [number])[0] > 0) {
      for (const name of Object.keys(given) as (keyof T)[])
        made[name] = copy(given[name] as object, left) as never;
      return made;
    }
  } catch {
    // A getter that throws, or a value that is no object.
  }
  return given;
}
