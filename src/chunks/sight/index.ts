/**
 * Entry of personalize-sight.min.js: finds the items, slots and media of the page, and decides which items a person could
 * see.
 */

import { listenAgain, stopAll } from '../../browser/listen';
import type { SightModule } from '../../core/sources';
import { startItems } from './discovery/items';
import { createMediaLoader, createSlotLoader } from './found-parts';
import { type Seeing, startSeeing } from './seeing';

export { PROTOCOL as protocol } from '../../core/protocol';

/** With option `impressions: false`. */
const SEES_NOTHING: Seeing = {
  watch() {},
  look() {},
  lookSoon() {},
  seenIn: () => [],
  clear() {},
  stop() {},
};

export const startSight: SightModule['startSight'] = (parts) => {
  const { source, onRoot, onOpened } = parts;
  const { attributePrefix: prefix, impressions: rule } = source.config;
  const { watch, lookSoon, ...seeing } = rule ? startSeeing(parts, rule) : SEES_NOTHING;
  const items = startItems(`${prefix}-item-id`, `[${prefix}-recommend],[${prefix}-rank]`, {
    onRoot,
    onSlot: createSlotLoader(parts),
    onMedia: createMediaLoader(parts),
    onItem: watch,
    onChanged(element) {
      watch(element);
      // A media element may have become an item after it was found.
      items.scan(element);
    },
    onOpened() {
      // The tag's listeners, and those of this chunk.
      onOpened();
      listenAgain();
    },
    onRestyled: lookSoon,
  });

  // The page can have called it before this chunk was loaded.
  onOpened();

  return { ...seeing, scan: items.scan, stop: stopAll(items.stop, seeing.stop) };
};
