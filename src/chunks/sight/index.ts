/**
 * Entry of personalize-sight.min.js: finds the items, slots and media of the page, and decides which items a person could
 * see.
 */

import { listenAgain, stopAll } from '../../browser/listen';
import type { SightModule } from '../../core/sources';
import { startItems } from './discovery/items';
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
  const { rule, source, finds } = parts;
  const prefix = source.config.attributePrefix;
  const { watch, lookSoon, ...seeing } = rule ? startSeeing(parts, rule) : SEES_NOTHING;
  const items = startItems(`${prefix}-item-id`, `[${prefix}-recommend],[${prefix}-rank]`, {
    ...finds,
    onItem: watch,
    onChanged(element) {
      watch(element);
      // A media element may have become an item after it was found.
      items.scan(element);
    },
    onOpened() {
      // The tag's listeners, and those of this chunk.
      finds.onOpened();
      listenAgain();
    },
    onRestyled: lookSoon,
  });

  // The page can have called it before this chunk was loaded.
  finds.onOpened();

  return { ...seeing, scan: items.scan, stop: stopAll(items.stop, seeing.stop) };
};
