/**
 * How far the clock of this device is off, as every answer of AWS tells it: by its `Date`, which AWS's CORS headers let
 * the page read, or by the text of a refused signature. Remembered, so that the next page signs right at once.
 *
 * The device's clock may have been set right since. A remembered offset is therefore proven by an answer in this page
 * before it corrects anything, except where credentials are the page's own, which tell nothing of the time: there the first
 * events are corrected and signed by it, and restored when AWS refuses the signature. An error below five minutes it takes.
 * `performance.now()` goes on when the clock is set, so a page notices that at once. It
 * does not go on in every engine while the device sleeps: then an answer proves that nothing has changed.
 */

import type { SiteStorage } from '../../browser/site-storage';
import type { EpochMs } from '../../core/event';

const KEY = 'personalize.clock';
/** AWS takes signatures of five minutes ago: an offset below this needs no proof before a request. */
const WRONG_MS = 60_000;
/** More than clocks drift apart between two answers, and less than anybody would notice in an event. */
const JUMP_MS = 2000;
/** `Signature expired: 20131008T001036Z is now earlier than 20131008T001112Z (20131008T001612Z - 5 min.)` */
const IN_TEXT = /\((\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\dZ) [-+] /;

export function createClock(
  storage: SiteStorage,
  now: () => EpochMs,
  elapsed: () => number = () => performance.now(),
) {
  let started = now() - elapsed();
  let isProven = false;
  const isSteady = () => Math.abs(now() - elapsed() - started) < JUMP_MS;

  const offset = (): number => {
    const kept = storage.get(KEY);
    return typeof kept === 'number' ? kept : 0;
  };

  function trust(): void {
    started = now() - elapsed();
    isProven = true;
  }

  /** `within`: how exactly the time of the service is known. */
  function learn(server: EpochMs, within = 1000): void {
    trust();
    const measured = server - now();
    // The same offset for as long as it will do, so that all copies of an event are corrected alike.
    if (Math.abs(measured - offset()) <= within) return;
    storage.set(KEY, Math.abs(measured) <= within ? undefined : measured);
  }

  return {
    /** To be added to the device's time: 0 where its clock is right, or not known to be wrong. */
    offset,
    /** False where the device's clock may have been set since the offset was learned. */
    isSure: () => (isProven || Math.abs(offset()) < WRONG_MS) && isSteady(),
    /** The offset of what is captured now, where this page has it from an answer and the clock was not set since. */
    known: () => (isProven && isSteady() ? offset() : undefined),
    learn,
    /** An answer has come, and nothing better is to be had where its time is hidden. */
    trust,
    learnFromText(message: string): void {
      const parts = IN_TEXT.exec(message)?.slice(1);
      if (parts) learn(Date.parse(`${parts.slice(0, 3).join('-')}T${parts.slice(3).join(':')}`));
    },
  };
}

export type Clock = ReturnType<typeof createClock>;
