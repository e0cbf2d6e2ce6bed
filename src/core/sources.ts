/**
 * What the tag and the sources that come as chunks of their own know of each other: types only. A page that has no
 * video and no data layer does not carry them.
 */

import type { composedPathOf } from '../browser/composed-path';
import type { guard, Stop } from '../browser/listen';
import type { Observed } from '../interactions/attributes';
import type { Ranking, Recommendations } from '../recommendations/recommendations';
import type { AskRuntime } from '../recommendations/runtime';
import type { Captured } from './event';

export interface SourceParts {
  config: { attributePrefix: string };
  /** What is observed from an element outwards, as a click on it would be. */
  read: (element: Element) => Observed | undefined;
  now: () => number;
  emit: (captured: Captured) => void;
  identify: (userId: unknown) => void;
  warn: (message: string) => void;
}

/** personalize-media.min.js */
export interface MediaModule {
  startMedia(parts: SourceParts): { watch(element: HTMLMediaElement): void; stop: Stop };
}

/** How a slot gets its answer, and how what happens in it is attributed. */
export interface SlotParts extends SourceParts {
  ask: AskRuntime;
  stamp(container: Element, result: Recommendations | Ranking): void;
  guard: typeof guard;
  pathOf: typeof composedPathOf;
}

/** personalize-slots.min.js */
export interface SlotsModule {
  startSlots(parts: SlotParts): {
    /** Fills or ranks it, unless it has been; `since`, on the clock of `performance`, is when its time began. */
    watch(container: Element, since: number): void;
    stop: Stop;
  };
}

/** personalize-crowd.min.js */
export interface CrowdModule {
  startCrowd(
    plain: {
      observe(element: Element): void;
      /** Observes it no longer; false where it is in view and cannot be let go. */
      release(element: Element): boolean;
      /** Those that are observed already. */
      early: WeakRef<Element>[];
    },
    attribute: string,
  ): Crowd;
}

export interface Crowd {
  /** An item that is new, or has come to another place. */
  add(element: Element): void;
  /** Something may have moved, by these changes if they are known. */
  notice(records?: readonly MutationRecord[]): void;
  stop: Stop;
}

/** Loads it where it is needed, and gives it when it has come. */
export type WithCrowd = (
  plain: Parameters<CrowdModule['startCrowd']>[0],
  use: (crowd: Crowd) => void,
) => void;

/** personalize-data-layer.min.js */
export interface DataLayerModule {
  startDataLayer(parts: SourceParts, layer: { name: string; events: Record<string, unknown> }): Stop;
}
