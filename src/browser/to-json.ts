/**
 * `JSON.stringify` that also works on pages where arrays have a `toJSON` method. Prototype.js and other libraries of
 * that time add one that converts each array to a string, which a receiver does not accept as an array.
 */
export const toJson = (value: unknown): string | undefined =>
  // No replacer function if there is no `toJSON`: with one, `stringify` takes several times as long.
  JSON.stringify(value, ([] as { toJSON?: undefined }).toJSON && keepArrays);

function keepArrays(this: Record<string, unknown>, name: string, converted: unknown): unknown {
  return Array.isArray(this[name]) ? this[name] : converted;
}

/** Returns a copy of an array that code outside the tag serializes correctly: it hides `Array.prototype.toJSON`. */
export const plainArray = <T>(list: readonly T[]): T[] =>
  Object.defineProperty([...list], 'toJSON', { value: undefined });
