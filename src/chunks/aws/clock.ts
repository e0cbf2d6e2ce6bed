/**
 * Measures how far the clock of this device is off. Every response of AWS contains the time: in the `Date` header,
 * which AWS's CORS headers let the page read, or in the text of a refused signature. The offset is stored, so that the
 * next page signs correctly at once.
 *
 * The device's clock may have been corrected since. A stored offset therefore corrects nothing until a response in this
 * page has proven it. The exception is credentials that come from the page and tell nothing about the time: then the
 * first events are corrected and signed with the stored offset, and restored when AWS refuses the signature. If the
 * offset is wrong by less than five minutes, AWS accepts the signature.
 *
 * `performance.now()` continues when the clock is set, so a page notices that at once. In some engines it stops while
 * the device sleeps: then a response proves that nothing has changed.
 */

import type { SiteStorage } from '../../browser/site-storage';
import type { EpochMs } from '../../core/event';
import { parseAmzDate } from './amz-date';

const KEY = 'personalize.clock';
/**
 * AWS accepts signatures that are up to five minutes old: an offset below this limit needs no proof before a request.
 */
const WRONG_MS = 60_000;
/** More than clocks drift apart between two responses, and too little to matter in an event. */
const JUMP_MS = 2000;
/** `Signature expired: 20131008T001036Z is now earlier than 20131008T001112Z (20131008T001612Z - 5 min.)` */
const IN_TEXT = /\((\d{8}T\d{6}Z) [-+] /;

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

  /** `within`: how exactly the time of the service is known, in milliseconds. */
  function learn(server: EpochMs, within = 1000): void {
    trust();
    const measured = server - now();
    // The offset stays the same while it is accurate enough, so that all copies of an event are corrected alike.
    if (Math.abs(measured - offset()) <= within) return;
    storage.set(KEY, Math.abs(measured) <= within ? undefined : measured);
  }

  return {
    /** Milliseconds to add to the device's time: 0 if its clock is right, or not known to be wrong. */
    offset,
    /** False if the device's clock may have been set since the offset was learned. */
    isSure: () => (isProven || Math.abs(offset()) < WRONG_MS) && isSteady(),
    /**
     * The offset for events that are captured now, if this page has it from a response and the clock was not set since.
     */
    known: () => (isProven && isSteady() ? offset() : undefined),
    learn,
    /** Call after a response that hides its time: the current offset is the best available, and counts as proven. */
    trust,
    learnFromText(message: string): void {
      const date = IN_TEXT.exec(message)?.[1];
      if (date) learn(parseAmzDate(date));
    },
  };
}

export type Clock = ReturnType<typeof createClock>;
