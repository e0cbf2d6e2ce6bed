/**
 * What the tag and the sources that come as chunks of their own know of each other: types only. A page that has no
 * video and no data layer does not carry them.
 */

import type { Stop } from '../browser/listen';
import type { Captured } from '../event';
import type { Observed } from './attributes';

export interface SourceParts {
  config: { attributePrefix: string };
  /** What is observed from an element outwards, as a click on it would be. */
  read: (element: Element) => Observed | undefined;
  now: () => number;
  emit: (captured: Captured) => void;
  identify: (userId: unknown) => void;
  say: (message: string) => void;
}

/** personalize-media.min.js */
export interface MediaModule {
  startMedia(parts: SourceParts): { watch(element: HTMLMediaElement): void; stop: Stop };
}

/** personalize-data-layer.min.js */
export interface DataLayerModule {
  startDataLayer(parts: SourceParts, layer: { name: string; events: Record<string, unknown> }): Stop;
}
