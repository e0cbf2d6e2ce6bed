/**
 * Notices when the page assigns another value to a global: replaces the property by an accessor, which keeps the value.
 *
 * The property stays configurable, so that a later script can declare a `let` or a function of that name. Returns how
 * to restore a plain property, or `undefined` if the property cannot be watched: a `var`, or an accessor of the page.
 */

import type { Stop } from './listen';

export function watchGlobal(name: string, onAssigned: () => void): Stop | undefined {
  const own = Object.getOwnPropertyDescriptor(globalThis, name);
  if (!own?.configurable || !own.writable) return;
  let { value } = own;
  const set = (next: unknown) => {
    value = next;
    onAssigned();
  };
  const { enumerable } = own;
  Object.defineProperty(globalThis, name, { configurable: true, enumerable, get: () => value, set });
  return () => {
    if (Object.getOwnPropertyDescriptor(globalThis, name)?.set === set)
      Object.defineProperty(globalThis, name, { ...own, value });
  };
}
