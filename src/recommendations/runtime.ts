/** Defines the interface between the tag and the recommendations chunk. Types only. */

import type { Config } from '../api/config';
import type { Origin } from '../attribution/recommendation-memory';
import type { Stop } from '../browser/listen';
import type { SiteStorage } from '../browser/site-storage';
import type { EventReport, SessionId, UserId } from '../core/event';
import type { Scope } from '../core/scope';
import type { Ranking, RankRequest, Recommendations, RecommendRequest } from './recommendations';

export interface Runtime {
  /** Only `signal` aborts the request: the caller has combined it with the request's own signal and timeout. */
  recommend(request: RecommendRequest, signal: AbortSignal): Promise<Recommendations>;
  rank(request: RankRequest, signal: AbortSignal): Promise<Ranking>;
}

/** Calls one method of the runtime by its name. */
export type AskRuntime = <N extends keyof Runtime>(
  name: N,
  request: Parameters<Runtime[N]>[0],
  signal: AbortSignal,
) => ReturnType<Runtime[N]>;

export interface RuntimeParts {
  config: Config;
  now: () => number;
  session: () => SessionId;
  /** Stores recommended items, so that later interactions with them are attributed. */
  offer: (itemIds: readonly string[], origin: Origin) => void;
  on: (name: 'stored' | 'sent', fn: (report: EventReport) => void) => Stop;
  warn: (message: string) => void;
  /** Replaced by a new scope in `forget()`. */
  scope: Scope;
  storage: SiteStorage;
  /** The known user, if any. */
  user: () => UserId | undefined;
}

/** personalize-runtime.min.js */
export interface RuntimeModule {
  createRuntime(parts: RuntimeParts): Runtime;
}
