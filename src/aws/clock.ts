/**
 * How far the clock of this device is off, as every answer of AWS tells it: by its `Date`, which AWS's CORS headers let
 * the page read, or by the text of a refused signature. Remembered, so that the next page signs right at once.
 */

import type { SiteStorage } from '../browser/site-storage';
import type { EpochMs } from '../event';

const KEY = 'personalize.clock';
/** AWS takes signatures of five minutes ago, and `Date` has a second's grain: below this a clock counts as right. */
const WRONG_MS = 60_000;
/** `Signature expired: 20131008T001036Z is now earlier than 20131008T001112Z (20131008T001612Z - 5 min.)` */
const IN_TEXT = /\((\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\dZ) [-+] /;

export function createClock(storage: SiteStorage, now: () => EpochMs) {
  const offset = (): number => {
    const kept = storage.get(KEY);
    return typeof kept === 'number' ? kept : 0;
  };

  function learn(server: EpochMs): void {
    const measured = server - now();
    // The same offset for as long as it will do, so that all copies of an event are corrected alike.
    if (Math.abs(measured - offset()) < WRONG_MS / 2) return;
    storage.set(KEY, Math.abs(measured) < WRONG_MS ? undefined : measured);
  }

  return {
    /** To be added to the device's time: 0 where its clock is right, or not known to be wrong. */
    offset,
    learn,
    learnFromText(message: string): void {
      const parts = IN_TEXT.exec(message)?.slice(1);
      if (parts) learn(Date.parse(`${parts.slice(0, 3).join('-')}T${parts.slice(3).join(':')}`));
    },
  };
}

export type Clock = ReturnType<typeof createClock>;
