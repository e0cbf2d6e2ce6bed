/**
 * Calls `onEntry` for every entry of a data layer: first for the existing ones, then for each one that is pushed.
 *
 * Other scripts, such as tag managers, wrap `push` too, before or after the tag. So the tag's wrapper calls the
 * previous `push` with the same arguments. `stop` restores that one only if the tag's wrapper is still the outermost.
 * Otherwise the wrapper stays and only forwards.
 *
 * A page can replace the array. The new one is followed like the first, and the old one still is, since other scripts
 * can have a reference to it. An entry that is in both is handled once, as is one that the `push` of one forwards to the
 * other.
 */

import { listen, type Stop, stopAll } from '../../browser/listen';
import { ownGlobal } from '../../browser/native';
import { watchGlobal } from '../../browser/watch-global';
import { formatValue } from '../../core/limits';

/** The entries that were handled before `stop`, so that a restarted tag does not handle them twice. */
const handledBefore = new WeakSet();

type Push = (this: unknown, ...entries: unknown[]) => unknown;

export function followLayer(
  name: string,
  warn: (message: string) => void,
  /** Does not throw. */
  onEntry: (entry: unknown) => void,
): Stop {
  const arrays = createArrays(onEntry);
  let current: unknown;
  let restoreGlobal = () => {};

  function check(): void {
    try {
      const found: unknown = Reflect.get(globalThis, name);
      // Nothing is created in place of an array that was removed: the page may test whether there is one.
      if (found === current || found == null) return;
      current = found;
      restoreGlobal = watchGlobal(name, check) ?? restoreGlobal;
      if (!Array.isArray(found)) throw `not an array: ${formatValue(found)}`;
      arrays.follow(found);
    } catch (error) {
      warn(`option dataLayer: window.${name} cannot be followed: ${formatValue(error)}`);
    }
  }

  if (ownGlobal(name) == null) Reflect.set(globalThis, name, []);
  check();
  // A global that is declared with `var` cannot be watched, and a watched one can be deleted.
  const stopChecks = listen(globalThis.window, 'load click visibilitychange pagehide', check);
  return stopAll(stopChecks, () => restoreGlobal(), arrays.stop);
}

/** The arrays that the page has used as its layer. */
function createArrays(onEntry: (entry: unknown) => void) {
  const followed = new WeakSet();
  let following = true;
  let current: unknown[] = [];
  let restorePush = () => {};
  /** The entries that are being pushed now. */
  let pushing: unknown[] = [];

  const onPush = (pushed: unknown[], forward: () => unknown): unknown => {
    const before = pushing;
    pushing = before.length ? [...before, ...pushed] : pushed;
    try {
      if (following) for (const entry of pushed) if (!before.includes(entry)) onEntry(entry);
      return forward();
    } finally {
      pushing = before;
    }
  };

  return {
    follow(layer: unknown[]): void {
      const handled = new Set(current);
      current = layer;
      if (followed.has(layer)) return;
      followed.add(layer);
      // `filter` makes a copy, since a listener of the event may push another entry.
      const entries = layer.filter(
        (entry) => !(handled.has(entry) || (isObject(entry) && handledBefore.has(entry))),
      );
      try {
        restorePush = wrapPush(layer, onPush);
      } finally {
        entries.forEach(onEntry);
      }
    },
    stop(): void {
      following = false;
      restorePush();
      for (const entry of current.filter(isObject)) handledBefore.add(entry);
    },
  };
}

const isObject = (value: unknown): value is object => !!value && typeof value === 'object';

/** Calls `onPush` for each push, which calls `forward`. Returns how to restore the previous `push`. */
function wrapPush(
  layer: { push: Push },
  onPush: (entries: unknown[], forward: () => unknown) => unknown,
): Stop {
  const previousPush = layer.push;
  const hadOwnPush = Object.hasOwn(layer, 'push');
  const push: Push = function (...entries) {
    return onPush(entries, () => previousPush.apply(this, entries));
  };
  layer.push = push;
  return () => {
    if (layer.push !== push) return;
    if (hadOwnPush) layer.push = previousPush;
    else Reflect.deleteProperty(layer, 'push');
  };
}
