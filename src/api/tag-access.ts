/** Gives commands access to the tag: now, or once `init` has started it and consent is granted, or never. */

import { uuid } from '../browser/uuid';
import type { SessionId } from '../core/event';
import { createHeldCalls, type With } from './held-calls';
import type { Core, Observing } from './tag';

/** Why a call is not run, besides that the tag is off. */
export const DENIED = 'without consent';
const PENDING = 'without consent yet';

export type WithTag = With<Core>;
export type TagAccess = ReturnType<typeof createTagAccess>;

/** `offReason`: why no tag can start in this environment, if there is a reason. */
export function createTagAccess(offReason: string) {
  let observing: Observing | undefined;
  const { when, run } = createHeldCalls();
  const core = createCoreAccess(run);

  /** The tag has started, or is off for this reason. */
  function settle(why: string, started?: Observing): void {
    offReason = why;
    observing = started ?? observing;
    run();
  }

  return {
    ...core,
    withTag: when((isUrgent) => offReason || core.find(isUrgent)),
    withPage: when(() => offReason || (observing ?? '')),
    isStarted: () => !offReason && !!observing,
    isOff: () => offReason,
    settle,
    stop(): void {
      core.stop();
      observing?.stop();
      settle('stopped');
    },
    /** Erases what is stored, also after `stop()`. */
    forget: () => core.forget() || observing?.forget(),
  };
}

/** Access to the core, which is there only with consent. `run` tries the held calls again. */
function createCoreAccess(run: () => void) {
  /** `last` is the core that `stop()` has ended. */
  let [core, last]: [Core?, Core?] = [];
  /** `PENDING` or `DENIED`, or empty with consent. */
  let reason = '';
  let memorySession: SessionId = '';

  function lose(why: string): void {
    reason = why;
    if (why === DENIED) memorySession = '';
    run();
  }

  function running(): Core | undefined {
    core?.check();
    return core;
  }

  return {
    find: (isUrgent?: boolean): Core | string => running() ?? (isUrgent || reason === DENIED ? reason : ''),
    running,
    isPending: () => reason === PENDING,
    sessionId(): SessionId | undefined {
      const found = running();
      if (reason !== PENDING) return found?.sessionId();
      memorySession ||= uuid();
      return memorySession;
    },
    stop(): void {
      core?.stop();
      last = core;
      core = undefined;
    },
    /** Returns false if there is no core. */
    forget(): boolean {
      const each = core ?? last;
      each?.forget();
      if (reason === PENDING) {
        // What is held is forgotten, too.
        lose(DENIED);
        reason = PENDING;
      }
      return !!each;
    },
    /** Consent is granted: starts the core, or waits for it. */
    grant(startCore?: (session: SessionId) => Core): void {
      reason = '';
      core = startCore?.(memorySession);
      if (core) memorySession = '';
      run();
    },
    /** Ends the core, and answers calls without it. */
    end(state: 'pending' | 'denied'): void {
      const ended = core ?? last;
      core = undefined;
      lose(state === 'denied' ? DENIED : PENDING);
      ended?.end(state === 'denied');
    },
  };
}
