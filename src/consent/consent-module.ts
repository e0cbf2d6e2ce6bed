/** The interface of the chunk that follows consent platforms. */

import type { Later } from '../browser/later';
import type { listen as addListener, Stop } from '../browser/listen';
import type { ConsentReport } from './consent';

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
