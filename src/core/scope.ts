/**
 * The lifetime that the tag shares with its chunks. `stop()` ends the scope: no new request begins. `forget()` ends it
 * and creates another one: work of the old scope is neither continued nor stored. Chunks store shared objects in it.
 */

export interface Scope {
  /** No new request begins. */
  ended?: boolean;
  /** Nothing is stored. */
  forgotten?: boolean;
}
