/** The tag's half of recommendations: loads the chunk on the first request. */

import { atOnce } from '../browser/idle';
import type { Scope } from '../core/scope';
import type { Parts } from '../loader/lazy-parts';
import type { AskRuntime, Runtime, RuntimeParts } from './runtime';

export interface Recommender {
  ask: AskRuntime;
  /** Loads the chunk before the first request. */
  warm(): void;
}

export function createRecommender(parts: RuntimeParts, part: Parts['part']): Recommender {
  const { load } = part('runtime', (chunk) => chunk, atOnce);

  return {
    ask: (name, request, signal) =>
      load().then(({ createRuntime }) => {
        const scope: Scope & { runtime?: Runtime } = parts.page.scope;
        scope.runtime ??= createRuntime(parts);
        return scope.runtime[name](request, signal);
      }),
    warm: () => void load().catch(() => {}),
  };
}
