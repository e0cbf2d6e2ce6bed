/**
 * What the tag's chunks may still do. `stop()` ends it: no request begins any more. `forget()` ends it and makes another
 * one: what the old one was used for is neither continued nor stored.
 */

import type { Access } from '../chunks/aws/access';
import type { Runtime } from '../recommendations/runtime';

export interface Scope {
  /** No request begins. */
  ended?: boolean;
  /** Nothing is stored. */
  forgotten?: boolean;
  /** What delivery and recommendations share. */
  access?: Access;
  runtime?: Runtime;
}
