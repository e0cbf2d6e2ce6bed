/** What the tag and the chunk of recommendations know of each other: types only. */

import type { Config } from '../api/config';
import type { Origin } from '../attribution/recommendation-memory';
import type { Stop } from '../browser/listen';
import type { SiteStorage } from '../browser/site-storage';
import type { EventReport, SessionId, UserId } from '../core/event';
import type { Scope } from '../core/scope';
import type { Ranking, RankRequest, Recommendations, RecommendRequest } from './recommendations';

export interface Runtime {
  /** `signal` is the only one that counts: the caller has joined the request's own and its time to it. */
  recommend(request: RecommendRequest, signal: AbortSignal): Promise<Recommendations>;
  rank(request: RankRequest, signal: AbortSignal): Promise<Ranking>;
}

/** One of them by its name. */
export type AskRuntime = <N extends keyof Runtime>(
  name: N,
  request: Parameters<Runtime[N]>[0],
  signal: AbortSignal,
) => ReturnType<Runtime[N]>;

export interface RuntimeParts {
  config: Config;
  now: () => number;
  session: () => SessionId;
  /** What was recommended: what comes of it is credited. */
  offer: (itemIds: readonly string[], origin: Origin) => void;
  on: (name: 'stored' | 'sent', fn: (report: EventReport) => void) => Stop;
  warn: (message: string) => void;
  /** Another one after `forget()`. */
  scope: Scope;
  storage: SiteStorage;
  /** Who is known now. */
  user: () => UserId | undefined;
}

/** personalize-runtime.min.js */
export interface RuntimeModule {
  createRuntime(parts: RuntimeParts): Runtime;
}
