/**
 * Follows a data layer: calls `onEntry` for the entries that it has and those that are pushed later. The page can create
 * or replace it at any time: `look` notices that, where it cannot be noticed otherwise. The earlier one is followed too,
 * since other scripts can have a reference to it.
 */

import type { Stop } from '../../browser/listen';
import { watchGlobal } from '../../browser/watch-global';
import { attempt } from './answer';

export function createLayer(name: string, onEntry: (entry: unknown) => void): [look: () => void, stop: Stop] {
  let current: unknown[] = [];
  const stops: (Stop | undefined)[] = [];

  const look = () =>
    void attempt(() => {
      const layer = Reflect.get(globalThis, name) as unknown;
      if (layer === current || !Array.isArray(layer)) return;
      // A layer that is replaced by its copy says nothing new: Google's script can know more than an old entry.
      const entries = layer.filter((each) => !current.includes(each));
      current = layer;
      stops.push(watchGlobal(name, look), wrapPush(layer, onEntry));
      entries.forEach(onEntry);
    });
  return [
    look,
    () => {
      for (const each of stops) each?.();
    },
  ];
}

/** Other scripts wrap it too. If one has done so later, this wrapper stays and only forwards. */
function wrapPush(layer: unknown[], onEntry: (entry: unknown) => void): Stop {
  const { push } = layer;
  const wrapper = function (this: unknown[], ...entries: unknown[]) {
    entries.forEach(onEntry);
    return push.apply(this, entries);
  };
  layer.push = wrapper;
  return () => {
    if (layer.push === wrapper) layer.push = push;
  };
}
