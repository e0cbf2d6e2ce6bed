/**
 * The items that were seen in each list. Personalize calls this the impression of an interaction. The sight chunk knows
 * them: before it is loaded, nothing was seen.
 */

import { toImpression } from '../core/limits';
import type { Sight } from '../core/sources';

type Source = Pick<Sight, 'seenIn' | 'clear'>;

export interface SeenLists {
  /**
   * Returns the seen items, oldest first. The item of the interaction is last: it was seen too, because it was chosen.
   */
  impression(list: string, itemId: string): string[] | undefined;
  /** A new page view starts for everything, or the visitor changes. */
  clear(): void;
  /** Asks this source from now on. */
  follow(source: Source): void;
}

export function createSeenLists(): SeenLists {
  let source: Source | undefined;
  return {
    // No warning when a long list is cut to the limit, because the developer cannot change that.
    impression: (list, itemId) =>
      toImpression([...(source?.seenIn(list) ?? []), itemId], () => {}, { itemId }),
    clear: () => source?.clear(),
    follow(given) {
      source = given;
    },
  };
}
