/**
 * The items that were seen in each list. Personalize calls this the impression of an interaction. The sight chunk knows
 * them: before it is loaded, nothing was seen.
 */

import type { Captured } from '../core/event';
import type { EventFields } from '../core/event-fields';
import { toId, toImpression } from '../core/limits';
import type { Sight } from '../core/sources';

type Source = Pick<Sight, 'seenIn' | 'clear'>;

export interface SeenLists {
  /**
   * Returns a copy of the captured fields with the seen items of the list, oldest first. The item of the interaction is
   * last: it was seen too, because it was chosen.
   */
  complete(captured: Captured): EventFields;
  /** A new page view starts for everything, or the visitor changes. */
  clear(): void;
  /** Asks this source from now on; without one, nothing was seen. */
  follow(source?: Source): void;
}

/** `isOn`: impressions are captured. */
export function createSeenLists(isOn: boolean): SeenLists {
  let source: Source | undefined;
  return {
    complete({ list, fields: given }) {
      const fields = { ...given };
      const itemId = toId(fields.itemId);
      if (isOn && itemId && list !== undefined && !fields.impression) {
        // No warning when a long list is cut to the limit, because the developer cannot change that.
        fields.impression = toImpression([...(source?.seenIn(list) ?? []), itemId], () => {}, { itemId });
      }
      return fields;
    },
    clear: () => source?.clear(),
    follow(given) {
      source = given;
    },
  };
}
