/**
 * Hears of every entry of a layer: those that are there, then those that are pushed.
 *
 * Others wrap `push`, too (tag managers do), before us and after us. So the one we found is called as it would have
 * been, and on `stop` it is put back only where ours is still the outermost; else ours stays, and does nothing.
 */

import type { Stop } from '../../browser/listen';
import { ownGlobal } from '../../browser/native';
import { formatValue } from '../../core/limits';

/** How much of a layer was followed before it was stopped: whoever starts again must not tell it twice. */
const taken = new WeakMap<object, number>();

type Push = (this: unknown, ...entries: unknown[]) => unknown;

export function followLayer(
  name: string,
  warn: (message: string) => void,
  /** Does not throw. */
  onEntry: (entry: unknown) => void,
): Stop {
  let stop = () => {};
  try {
    const page = globalThis as unknown as Record<string, unknown>;
    if (ownGlobal(name) == null) page[name] = [];
    const found = page[name];
    if (!Array.isArray(found)) throw `it is no array but ${formatValue(found)}`;
    // A copy: whoever is told of an event may push.
    [...found].slice(taken.get(found)).forEach(onEntry);

    const layer: { push: Push } = found;
    const before = layer.push;
    const had = Object.hasOwn(layer, 'push');
    let following = true;
    const push: Push = function (...entries) {
      if (following) entries.forEach(onEntry);
      return before.apply(this, entries);
    };
    layer.push = push;
    stop = () => {
      following = false;
      taken.set(found, found.length);
      if (layer.push !== push) return;
      if (had) layer.push = before;
      else Reflect.deleteProperty(layer, 'push');
    };
  } catch (error) {
    warn(`option dataLayer: window.${name} cannot be followed: ${formatValue(error)}`);
  }
  return () => stop();
}
