/**
 * Calls `onEntry` for every entry of a data layer: first for the existing ones, then for each one that is pushed.
 *
 * Other scripts, such as tag managers, wrap `push` too, before or after the tag. So the tag's wrapper calls the
 * previous `push` with the same arguments. `stop` restores that one only if the tag's wrapper is still the outermost.
 * Otherwise the wrapper stays and only forwards.
 */

import type { Stop } from '../../browser/listen';
import { ownGlobal } from '../../browser/native';
import { formatValue } from '../../core/limits';

/** How many entries of a layer were handled before `stop`, so that a restarted tag does not handle them twice. */
const handled = new WeakMap<object, number>();

type Push = (this: unknown, ...entries: unknown[]) => unknown;

export function followLayer(
  name: string,
  warn: (message: string) => void,
  /** Does not throw. */
  onEntry: (entry: unknown) => void,
): Stop {
  let stop = () => {};
  try {
    if (ownGlobal(name) == null) Object.assign(globalThis, { [name]: [] });
    const found: unknown = Reflect.get(globalThis, name);
    if (!Array.isArray(found)) throw `not an array: ${formatValue(found)}`;
    // A copy, since a listener of the event may push another entry.
    [...found].slice(handled.get(found)).forEach(onEntry);

    const layer: { push: Push } = found;
    const previousPush = layer.push;
    const hadOwnPush = Object.hasOwn(layer, 'push');
    let following = true;
    const push: Push = function (...entries) {
      if (following) entries.forEach(onEntry);
      return previousPush.apply(this, entries);
    };
    layer.push = push;
    stop = () => {
      following = false;
      handled.set(found, found.length);
      if (layer.push !== push) return;
      if (hadOwnPush) layer.push = previousPush;
      else Reflect.deleteProperty(layer, 'push');
    };
  } catch (error) {
    warn(`option dataLayer: window.${name} cannot be followed: ${formatValue(error)}`);
  }
  return () => stop();
}
