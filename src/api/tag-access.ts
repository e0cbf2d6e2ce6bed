/** Gives commands access to the tag: now, once `init` has started it, or never. */

import { guard } from '../browser/listen';
import type { Tag } from './tag';

/** Limit of calls queued until `init`: a page that never calls it must not use more and more memory. */
const MAX_QUEUED = 1000;

/**
 * Resolves to the result of `command`, now or after `init`, or of `otherwise` if no tag will start. `offReason` is the
 * reason, and empty if too many calls are queued.
 */
export type WithTag = <T>(
  command: (tag: Tag) => T | Promise<T>,
  otherwise?: (offReason: string) => T,
) => Promise<T | undefined>;

export type TagAccess = ReturnType<typeof createTagAccess>;

/** `offReason`: why no tag can start in this environment, if there is a reason. */
export function createTagAccess(offReason: string) {
  /** Also the tag that `stop()` has ended. */
  let tag: Tag | undefined;
  const queued: (() => void)[] = [];

  const withTag: WithTag = (command, otherwise) =>
    new Promise((resolve) => {
      const attempt = guard(() => {
        if (tag && !offReason) resolve(command(tag));
        else if (offReason || queued.length >= MAX_QUEUED) resolve(otherwise?.(offReason));
        else queued.push(attempt);
      });
      attempt();
    });

  return {
    withTag,
    running: () => (offReason ? undefined : tag),
    /** The tag that runs or has run: `forget()` also works after `stop()`. */
    last: () => tag,
    isOff: () => offReason,
    /** The tag has started, or `reason` says why it is off. Runs the queued calls. */
    settle(reason: string, started?: Tag) {
      tag = started ?? tag;
      offReason = reason;
      for (const attempt of queued.splice(0)) attempt();
    },
  };
}
