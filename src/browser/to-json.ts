/**
 * `JSON.stringify`, also where arrays have a `toJSON`: that of Prototype.js and of others of its time makes a text of each,
 * which nobody takes for the array that it was.
 */
export const toJson = (value: unknown): string | undefined =>
  // Without it at once: with a function it takes several times as long.
  JSON.stringify(value, ([] as { toJSON?: undefined }).toJSON && keepArrays);

function keepArrays(this: Record<string, unknown>, name: string, made: unknown): unknown {
  return Array.isArray(this[name]) ? this[name] : made;
}

/** An array that others write as JSON. */
export const plainArray = <T>(list: readonly T[]): T[] =>
  Object.defineProperty([...list], 'toJSON', { value: undefined });
