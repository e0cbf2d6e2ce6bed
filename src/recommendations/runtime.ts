/** Defines the interface between the tag and the recommendations chunk. Types only. */

import type { Config } from '../api/config';
import type { Origin } from '../attribution/recommendation-memory';
import type { Stop } from '../browser/listen';
import type { EventReport, SessionId, UserId } from '../core/event';
import type { Page } from '../core/page';
import type { Ranking, RankRequest, Recommendations, RecommendRequest } from './recommendations';

/** The commands, each with its request and its result. */
export interface RuntimeCommands {
  recommend: { request: RecommendRequest; result: Recommendations };
  rank: { request: RankRequest; result: Ranking };
}

/**
 * A method for each command. It checks the request, of which the page may have left out required members. Only `signal`
 * aborts it: the caller has combined it with the request's own signal and timeout.
 */
export type Runtime = {
  [N in keyof RuntimeCommands]: (
    request: Partial<RuntimeCommands[N]['request']>,
    signal: AbortSignal,
  ) => Promise<RuntimeCommands[N]['result']>;
};

/** Calls one method of the runtime by its name. */
export type AskRuntime = <N extends keyof Runtime>(
  name: N,
  request: Partial<RuntimeCommands[N]['request']>,
  signal: AbortSignal,
) => Promise<RuntimeCommands[N]['result']>;

export interface RuntimeParts {
  config: Config;
  page: Page;
  visitor: {
    /** The known user, if any. */
    user: () => UserId | undefined;
    session: () => SessionId;
    /** `offer` stores recommended items, so that later interactions with them are attributed. */
    attribution: { offer: (itemIds: readonly string[], origin: Origin) => void };
  };
  reports: { on: (name: 'stored' | 'sent', fn: (report: EventReport) => void) => Stop };
}

/** personalize-runtime.min.js */
export interface RuntimeModule {
  createRuntime(parts: RuntimeParts): Runtime;
}
