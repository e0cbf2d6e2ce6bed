/** Checks whether a value matches an expectation: partially for objects, exactly for all other values. */

/** Objects may have more members than expected; a string may be given as a pattern, JSON text as an object. */
export const holds = (expected: unknown, actual: unknown): boolean => {
  if (expected instanceof RegExp) return typeof actual === 'string' && expected.test(actual);
  if (isMatcher(expected)) return expected.asymmetricMatch(actual);
  if (Array.isArray(expected)) {
    return (
      Array.isArray(actual) &&
      expected.length === actual.length &&
      expected.every((each, index) => holds(each, actual[index]))
    );
  }
  if (!isObject(expected)) return Object.is(expected, actual);
  // `properties` are sent as JSON text.
  const value = typeof actual === 'string' ? parse(actual) : actual;
  return isObject(value) && Object.entries(expected).every(([name, each]) => holds(each, value[name]));
};

/** A matcher such as `expect.any(String)`. */
const isMatcher = (value: unknown): value is { asymmetricMatch: (other: unknown) => boolean } =>
  isObject(value) && typeof value.asymmetricMatch === 'function';

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/**
 * Assigns each expectation its own value, or reports unmatched expectations and extra values. A loose expectation never
 * takes the only value that matches a strict one.
 */
export const pairUp = <T>(
  expected: readonly unknown[],
  actual: readonly T[],
): { unmatched: unknown[]; extra: T[] } => {
  const ownerOf = new Map<number, number>();
  const place = (index: number, tried: Set<number>): boolean =>
    actual.some((value, at) => {
      if (tried.has(at) || !holds(expected[index], value)) return false;
      tried.add(at);
      const owner = ownerOf.get(at);
      if (owner !== undefined && !place(owner, tried)) return false;
      ownerOf.set(at, index);
      return true;
    });
  const unmatched = expected.filter((_, index) => !place(index, new Set()));
  return { unmatched, extra: actual.filter((_, at) => !ownerOf.has(at)) };
};
