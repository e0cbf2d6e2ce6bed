/** Gives commands access to the tag: now, or once `init` has started it and consent is granted, or never. */

import { uuid } from '../browser/uuid';
import type { SessionId } from '../core/event';
import { createHeldCalls, type With } from './held-calls';
import type { Core, Observing } from './tag';

/** Why a call is not run, besides that the tag is off. */
export const DENIED = 'without consent';
const PENDING = 'waiting for consent';

export type WithTag = With<Core>;
export type TagAccess = ReturnType<typeof createTagAccess>;

/** `offReason`: why no tag can start in this environment, if there is a reason. */
export function createTagAccess(offReason: string) {
  /** `last` is the core that `stop()` has ended. */
  let [observing, core, last]: [Observing?, Core?, Core?] = [];
  /** `PENDING` or `DENIED`, or empty with consent. */
  let reason = '';
  let memorySession: SessionId = '';
  const { when, run } = createHeldCalls();
  /** The tag has started, or is off for this reason. */
  function settle(why: string, started?: Observing): void {
    offReason = why;
    observing = started ?? observing;
    run();
  }

  return {
    withTag: when((isUrgent) => {
      core?.check();
      return offReason || (core ?? (isUrgent || reason === DENIED ? reason : ''));
    }),
    withPage: when(() => offReason || (observing ?? '')),
    running: () => core,
    isStarted: () => !offReason && !!observing,
    isPending: () => reason === PENDING,
    isOff: () => offReason,
    sessionId(): SessionId | undefined {
      core?.check();
      if (offReason || reason !== PENDING) return core?.sessionId();
      memorySession ||= uuid();
      return memorySession;
    },
    settle,
    stop(): void {
      core?.stop();
      observing?.stop();
      last = core;
      core = undefined;
      settle('stopped');
    },
    /** Erases what is stored, also after `stop()`. */
    forget: () => (core ?? last ?? observing)?.forget(),
    /** Consent is granted: starts the core, or waits for it. */
    grant(startCore?: (session: SessionId) => Core): void {
      reason = '';
      core = startCore?.(memorySession);
      if (core) memorySession = '';
      run();
    },
    isGranted: () => !offReason && !reason,
    /** Ends the core, and answers calls without it. */
    end(state: 'pending' | 'denied'): void {
      const ended = core;
      const isDenied = state === 'denied';
      core = undefined;
      reason = isDenied ? DENIED : PENDING;
      if (isDenied) memorySession = '';
      run();
      ended?.end(isDenied);
    },
  };
}
