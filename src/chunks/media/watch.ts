/** Decides when an item in a player has been watched enough, and when it has been watched to its end. */

import { createProgress } from './progress';

/** Long enough to exclude a short look. The only threshold for a live stream, which has no duration. */
const ENOUGH_S = 30;

export interface Watch {
  /**
   * Call at every event of the player. Calls `send` with the share that was watched, once when it is enough and once at
   * the end.
   */
  look(send: (share: number | undefined) => void): void;
}

/** `isFirst`: what the player has played before counts too. */
export function createWatch(player: HTMLMediaElement, now: () => number, isFirst: boolean): Watch {
  const progress = createProgress(player, now, isFirst);
  let isNoticed = false;
  let isOver = false;

  return {
    look(send) {
      const { duration } = player;
      const { watchedS, atEnd } = progress.look();
      const isLive = duration === Infinity;
      const share = isLive ? undefined : Math.min(1, Math.round((watchedS / duration) * 1000) / 1000);
      // A visitor who jumps to the end has watched nothing. Before the duration is known there is no share.
      if (share !== undefined && !(share > 0)) return;

      if (!isNoticed && watchedS >= Math.min(ENOUGH_S, duration / 2)) {
        isNoticed = true;
        send(share);
      }
      if (!isOver && atEnd && !isLive) {
        isOver = true;
        send(share);
      }
    },
  };
}
