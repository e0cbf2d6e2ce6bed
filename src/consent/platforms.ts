/** What option `consent` can follow, and the interface of the chunk that follows it. */

import type { Later } from '../browser/later';
import type { listen as addListener, Stop } from '../browser/listen';
import type { ConsentReport } from './consent';

/** Google Consent Mode, and the two interfaces of IAB consent platforms: TCF 2.2 and 2.3, and GPP 1.1. */
export type PlatformName = 'google' | 'tcf' | 'gpp';

/** All of these must grant. `true`: the defaults. */
export interface Platforms {
  /**
   * Consent types in order of preference: the first that was ever set counts.
   * @defaultValue `['personalization_storage', 'analytics_storage']`
   */
  google?: boolean | string[];
  /**
   * The purposes that need consent; an inner list means one of them. `vendor`: the id of a vendor that needs it too.
   * @defaultValue `{purposes: [1, [5, 6]]}`
   */
  tcf?: boolean | { purposes?: (number | number[])[]; vendor?: number };
  /**
   * The fields of US sections that deny consent when they are set.
   * @defaultValue `{optOuts: ['SaleOptOut', 'SharingOptOut', 'TargetedAdvertisingOptOut', 'Gpc']}`
   */
  gpp?: boolean | { optOuts?: string[] };
}

/** personalize-consent.min.js */
export interface ConsentModule {
  followPlatforms(
    /** `consent` is not checked yet. `dataLayer` has the name of the layer, if it is not the usual one. */
    config: { consent?: unknown; dataLayer: false | { name: string } },
    /** Called only with what differs from the last report. */
    report: (report: ConsentReport, isDecision: boolean) => void,
    warn: (message: string) => void,
    log: (message: string) => void,
    later: Later,
    /** The tag's, so that the listeners are added again after `document.open()`. */
    listen: typeof addListener,
  ): { stop: Stop };
}
