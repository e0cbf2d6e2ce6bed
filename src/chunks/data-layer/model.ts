/**
 * The values that the entries of a data layer have set so far, merged as Google Tag Manager merges them: objects and
 * lists recursively, anything else replaces. https://github.com/google/data-layer-helper
 *
 * Functions that are pushed are not run: Google Tag Manager runs them, and the code of a page must not run twice.
 */

import { type Bag, isGtag } from './entry';

/** An object that contains itself is merged up to this depth. */
const DEEPEST = 100;

export function createModel() {
  const model: Bag = {};

  const set = (key: string, value: unknown) => quietly(() => merge(toNested(key, value), model));

  const get = (path: readonly string[]) => path.reduce(ownValue, model as unknown);

  /**
   * An array is a call of a method, such as `['ecommerce.items.push', item]`. Only methods of the lists in this model
   * are called: other objects in it belong to the page, and Google Tag Manager calls their methods already.
   */
  function call([command, ...args]: readonly unknown[]): void {
    const path = `${command}`.split('.');
    const method = ownValue(Array.prototype, path.pop() as string);
    const list = get(path);
    // The arguments are copied, since a later entry may be merged into them.
    if (Array.isArray(list) && typeof method === 'function') method.apply(list, merge(args, []));
  }

  return {
    ecommerce: () => model.ecommerce,

    update(entry: unknown): void {
      if (Array.isArray(entry)) quietly(() => call(entry));
      else if (isPlain(entry) && !isGtag(entry)) {
        for (const [key, value] of Object.entries(entry)) {
          // With `_clear` the values of the entry replace the earlier ones.
          if (entry._clear) set(key, undefined);
          set(key, value);
        }
      }
    },
  };
}

/** A dot in a key separates the names of a path. */
const toNested = (key: string, value: unknown): Bag =>
  key.includes('.')
    ? (key.split('.').reduceRight((inner, name) => ({ [name]: inner }), value) as Bag)
    : { [key]: value };

/** `to` has the same type as `from`. */
function merge<T extends object>(from: unknown, to: T, depth = 0): T {
  const known = to as Bag;
  for (const [name, value] of Object.entries(from as Bag)) {
    // Neither is a value: the first would change every object of the page.
    if (name === '__proto__' || name === '_clear') continue;
    const isList = Array.isArray(value);
    if (isList || isPlain(value)) {
      if (depth > DEEPEST) throw 0;
      const before = known[name];
      const isSame = !(from as Bag)._clear && (isList ? Array.isArray(before) : isPlain(before));
      known[name] = merge(value, isSame ? (before as object) : isList ? [] : {}, depth + 1);
    } else known[name] = value;
  }
  return to;
}

/** What throws is a function or a getter of the page, and is ignored as in Google Tag Manager. */
function quietly(fn: () => void): void {
  try {
    fn();
  } catch {
    // The rest of the entry counts.
  }
}

const ownValue = (holder: unknown, name: string): unknown =>
  holder && Object.hasOwn(holder, name) ? (holder as Bag)[name] : undefined;

/** An object literal, also of another frame: only the prototype of all objects has `isPrototypeOf`. */
function isPlain(value: unknown): value is Bag {
  if (!value || typeof value !== 'object') return false;
  const prototype: unknown = Reflect.getPrototypeOf(value);
  return !prototype || Object.hasOwn(prototype, 'isPrototypeOf');
}
