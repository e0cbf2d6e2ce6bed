/** Generators of alternatives and of records. An alternative shrinks to the first one, which is the simplest. */

import fc, { type Arbitrary } from 'fast-check';

export const weighted = <T>(...alternatives: [weight: number, Arbitrary<T>][]): Arbitrary<T> =>
  fc.oneof({ withCrossShrink: true }, ...alternatives.map(([weight, arbitrary]) => ({ weight, arbitrary })));

/** Like `fc.record`, without a random choice of the prototype. */
export const record = <T>(model: { [Key in keyof T]: Arbitrary<T[Key]> }): Arbitrary<T> =>
  fc.record<T>(model, { noNullPrototype: true });

/** The usual value in seven of ten cases, otherwise any of the others. */
export const rarely = <T>(usual: T, ...others: T[]): Arbitrary<T> =>
  weighted(
    [7 * others.length, fc.constant(usual)],
    ...others.map((other): [number, Arbitrary<T>] => [3, fc.constant(other)]),
  );
