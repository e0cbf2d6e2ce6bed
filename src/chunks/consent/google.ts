/**
 * Reads Google Consent Mode: the entries of the data layer, and the state that Google's script keeps. The latter knows
 * where the visitor is, for defaults of regions, and what templates of Google Tag Manager have set, which can bypass the
 * layer. Its `getConsentState` throws in some releases, so its entries are read instead.
 *
 * A type that was never set counts as granted for Google. Here it gives no consent.
 */

import { stopAll } from '../../browser/listen';
import { ownOf } from '../../core/limits';
import { type Answer, attempt } from './answer';
import type { Follow, PlatformPage } from './follow';
import { createLayer } from './layer';
import { lookFor } from './look-for';

type Types<T> = { [type in string]?: T };

/** `window.google_tag_data.ics`: true means granted. */
interface Ics {
  entries: Types<{ update?: boolean; default?: boolean; declare?: boolean; quiet?: boolean }>;
  addListener?: (types: readonly string[], onChange: () => void) => void;
}

/** What is known of a type. */
interface Known {
  update?: boolean | undefined;
  default?: boolean;
  /** A default counts in some regions only. */
  isRegional?: boolean;
  /** The defaults that still wait for an update. */
  waits: number;
  /** The last update that was read from Google's script. Whichever of the two has changed last counts. */
  read?: boolean | undefined;
}

export const followGoogle: Follow = (page, { google }, onAnswer) => {
  const known = new Map(google.types.map((type): [string, Known] => [type, ownOf({ waits: 0 })]));
  let heard: Ics | undefined;
  const readIcs = () => (Reflect.get(globalThis, 'google_tag_data') as { ics?: Ics } | undefined)?.ics;
  const check = () => onAnswer(attempt(() => toAnswer(known, ownOf(readIcs()?.entries ?? {}))));
  const [look, stopLayer] = createLayer(page.layerName, (entry) => {
    attempt(() => readEntry(entry as ArrayLike<unknown>, known, check, page.later));
    // After the other entries of this task: Google's script knows more than an old entry of a layer that is replayed.
    queueMicrotask(check);
  });

  const stopLooking = lookFor(page, () => {
    look();
    check();
    attempt(() => {
      const ics = readIcs();
      if (ics === heard) return;
      heard = ics;
      // It cannot be removed.
      ics?.addListener?.(google.types, check);
    });
  });
  return stopAll(stopLayer, stopLooking);
};

/** The `arguments` object of `gtag('consent', 'default' | 'update', values)`. */
function readEntry(
  entry: ArrayLike<unknown>,
  known: Map<string, Known>,
  check: () => void,
  later: PlatformPage['later'],
): void {
  if (entry[0] !== 'consent') return;
  const values = ownOf(entry[2] as Types<unknown>);
  for (const [type, each] of known) {
    const value = values[type];
    if (value === undefined) continue;
    const isGranted = value === 'granted';
    if (entry[1] === 'update') each.update = isGranted;
    if (entry[1] !== 'default') continue;
    if ((values.region as ArrayLike<unknown> | undefined)?.length) each.isRegional = true;
    else each.default = isGranted;
    const waitMs = +(values.wait_for_update as number);
    if (!(waitMs > 0)) continue;
    each.waits++;
    later(() => {
      each.waits--;
      check();
    }, waitMs);
  }
}

/** The first type that was ever set decides. `undefined`: none was. */
function toAnswer(known: Map<string, Known>, entries: Ics['entries']): Answer | undefined {
  for (const [type, each] of known) {
    const entry = ownOf(entries[type] ?? {});
    const read = entry.update ?? each.read;
    if (read !== each.read) {
      each.read = read;
      each.update = read === true;
    }
    if (each.update !== undefined) return each.update ? 'granted' : 'denied';
    // Until Google's script has placed the visitor, a default of a region may count.
    const isOpen = each.isRegional && !Object.keys(entries)[0];
    if (isOpen || each.waits || entry.quiet) return 'pending';
    const value = entry.default ?? entry.declare ?? (each.isRegional ? undefined : each.default);
    if (value !== undefined) return value === true ? 'not needed' : 'pending';
  }
  return undefined;
}
