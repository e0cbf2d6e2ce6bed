/**
 * A list that shrinks by removing parts: first large parts, then single items. Only then are the items simplified.
 * `fc.array` simplifies the first item before it removes the second one, which takes far more attempts.
 */

import { Arbitrary, type Random, Stream, Value } from 'fast-check';

/** Where to continue after a shorter list has failed too, so that nothing is tried twice. */
interface Progress {
  /** Number of items to remove. */
  size: number;
  /** Index of the next items to remove, or of the next one to simplify if `size` is 0. */
  at: number;
  /** Whether anything was removed or simplified since the start: then another round may find more. */
  changed: boolean;
}

interface Context<T> {
  items: Value<T>[];
  progress: Progress;
}

class List<T> extends Arbitrary<T[]> {
  constructor(
    readonly item: Arbitrary<T>,
    readonly lengths: { min: number; max: number },
  ) {
    super();
  }

  generate(random: Random, bias: number | undefined): Value<T[]> {
    const length = random.nextInt(this.lengths.min, this.lengths.max);
    const items = Array.from({ length }, () => this.item.generate(random, bias));
    return toList(items, { size: length, at: 0, changed: false });
  }

  canShrinkWithoutContext(_: unknown): _ is T[] {
    return false;
  }

  shrink(_: T[], context: unknown): Stream<Value<T[]>> {
    const { items, progress } = context as Context<T>;
    return new Stream(this.simpler(items, progress));
  }

  private *simpler(items: Value<T>[], { size, at, changed }: Progress): IterableIterator<Value<T[]>> {
    let from = at;
    for (let part = size; part >= 1; part >>= 1) {
      for (; from < items.length; from += part)
        yield toList([...items.slice(0, from), ...items.slice(from + part)], {
          size: part,
          at: from,
          changed: true,
        });
      from = 0;
    }
    for (const [index, { value, context }] of [...items.entries()].slice(from))
      for (const simplified of this.item.shrink(value, context))
        yield toList([...items.slice(0, index), simplified, ...items.slice(index + 1)], {
          size: 0,
          at: index,
          changed: true,
        });
    if (changed) yield* this.simpler(items, { size: items.length, at: 0, changed: false });
  }
}

const toList = <T>(items: Value<T>[], progress: Progress): Value<T[]> =>
  new Value(
    items.map(({ value }) => value),
    { items, progress } satisfies Context<T>,
  );

export const list = <T>(item: Arbitrary<T>, lengths: { min: number; max: number }): Arbitrary<T[]> =>
  new List(item, lengths);
