/**
 * Types that the tag shares with the sources in chunks. A page without media, data layer, slots or crowd does not load
 * their code.
 */

import type { Core } from '../api/tag';
import type { composedPathOf } from '../browser/composed-path';
import type { guard, Stop } from '../browser/listen';
import type { Observed } from '../interactions/attributes';
import type { Ranking, Recommendations } from '../recommendations/recommendations';
import type { AskRuntime } from '../recommendations/runtime';
import type { Stamp } from '../recommendations/stamp';
import type { BeforeSend } from './captured-event';
import type { Assemble, Captured } from './event';

export interface SourceParts {
  config: { attributePrefix: string };
  /** Reads the attributes of an element and its ancestors, as for a click on it. */
  read: (element: Element) => Observed | undefined;
  now: () => number;
  emit: (captured: Captured) => void;
  identify: (userId: unknown) => void;
  warn: (message: string) => void;
}

/** personalize-media.min.js */
export interface MediaModule {
  startMedia(parts: Omit<SourceParts, 'identify'>): { watch(element: HTMLMediaElement): void; stop: Stop };
}

/** Also gets the recommendation of a slot, and attributes the interactions inside it. */
export interface SlotParts extends Pick<SourceParts, 'config' | 'read' | 'warn'> {
  recommender: {
    ask: AskRuntime;
    stamp(container: Element, result: Recommendations | Ranking): void;
  };
  guard: typeof guard;
  pathOf: typeof composedPathOf;
}

/** personalize-slots.min.js */
export interface SlotsModule {
  startSlots(parts: SlotParts): {
    /** Fills or ranks the container once. Its timeout counts from `since`, a time of `performance.now()`. */
    watch(container: Element, since: number): void;
    stop: Stop;
  };
}

/** personalize-sight.min.js */
export interface SightModule {
  startSight(parts: SightParts): Sight;
}

export interface SightRule {
  /** The share of an item's pixels that must be in view. */
  ratio: number;
  /** For how long. */
  ms: number;
  /** The type of an event for each seen item. */
  eventType: string | undefined;
}

interface SightChunks {
  slots: SlotsModule;
  media: MediaModule;
  crowd: CrowdModule;
}

export interface SightParts {
  source: Omit<SourceParts, 'config'> & {
    config: { attributePrefix: string; impressions: SightRule | false; media: boolean };
  };
  log: (...what: unknown[]) => void;
  /** Loads one of these chunks when it is used, as `part` of the loader. */
  part: <N extends keyof SightChunks, P extends object>(
    name: N,
    start: (chunk: SightChunks[N]) => P & { stop: Stop },
    when?: (fn: () => void) => void,
  ) => { use(use: (part: P) => void): void };
  recommender: {
    stamp: Stamp;
    /** Undefined without consent. */
    core(): Pick<Core, 'ask' | 'warm'> | undefined;
  };
  /** Called with the document, and with each open shadow root. */
  onRoot: (root: Document | ShadowRoot) => void;
  /** `document.open()` has removed the listeners of the window. */
  onOpened: () => void;
}

/** What an element shows at one moment: an item of a list. */
export interface Sighting {
  /** The list and item as one string. The second starts again when it changes, and goes on when a node is replaced. */
  key: string;
  /** Whether the item was counted already. */
  isSeen(): boolean;
  /** The second is complete: counts the item. */
  seen(): void;
}

export interface Sight {
  /** Searches `root` again. */
  scan(root: ParentNode): void;
  /** Checks the items now, because the page can be gone after this task. */
  look(): void;
  /** The items of the list that were seen, oldest first. */
  seenIn(list: string): string[];
  /** A new page view starts for everything: all items can be seen again. */
  clear(): void;
  stop: Stop;
}

/** personalize-crowd.min.js */
export interface CrowdModule {
  startCrowd(
    plain: {
      observe(element: Element): void;
      /** Stops observing the element; false if it is in view and must stay observed. */
      release(element: Element): boolean;
      /** Elements that are already observed. */
      early: WeakRef<Element>[];
    },
    attribute: string,
  ): Crowd;
}

export interface Crowd {
  /** Adds an item that is new or was moved in the document. */
  add(element: Element): void;
  /** Call it when items may have moved, with the mutations if they are known. */
  notice(records?: readonly MutationRecord[]): void;
  stop: Stop;
}

/** Loads the crowd chunk, and calls `use` once it is loaded. */
export type WithCrowd = (
  plain: Parameters<CrowdModule['startCrowd']>[0],
  use: (crowd: Crowd) => void,
) => void;

/** A session that is not this site's alone. */
export interface SharedSession {
  /** The id that the site's server decides. */
  id(): string | undefined;
  cookie: SessionCookie | undefined;
  /** Passes each event to option `beforeSend`. */
  beforeSend: ((assemble: Assemble) => Assemble) | undefined;
}

/** The cookie of the session that subdomains share. */
export interface SessionCookie {
  get(): unknown;
  /** `forget()` sets an empty one: without the cookie, other subdomains would take it for a withdrawal. */
  set(session: object): void;
  /** It was there and is not any more: consent was withdrawn on another subdomain. */
  isGone(): boolean;
}

/** personalize-session.min.js */
export interface SharedSessionModule {
  shareSession(
    options: {
      session: { cookieDomain: string | undefined; id: string | undefined };
      refuse: { personal: boolean };
      beforeSend: BeforeSend | undefined;
    },
    warn: (message: string) => void,
  ): SharedSession;
}

/** personalize-data-layer.min.js */
export interface DataLayerModule {
  startDataLayer(
    parts: Pick<SourceParts, 'now' | 'emit' | 'identify' | 'warn'>,
    layer: { name: string; events: Record<string, unknown> },
    /** Entries from a time without consent, which are not captured. */
    old?: readonly unknown[],
  ): Stop;
}
