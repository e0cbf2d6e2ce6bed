/**
 * The tag's half of recommendations: loads the chunk on the first request, and writes the id of a response to a
 * container element.
 */

import { atOnce } from '../browser/idle';
import { native } from '../browser/native';
import { warn } from '../browser/warn';
import type { Scope } from '../core/scope';
import type { Parts } from '../loader/lazy-parts';
import type { Recommendations } from './recommendations';
import type { AskRuntime, Runtime, RuntimeParts } from './runtime';

export interface Recommender {
  ask: AskRuntime;
  stamp(container: unknown, result: unknown): void;
  /** Loads the chunk before the first request. */
  warm(): void;
}

export function createRecommender(parts: RuntimeParts, part: Parts['part']): Recommender {
  const { attributePrefix } = parts.config;
  const { load } = part('runtime', (chunk) => chunk, atOnce);

  return {
    ask: (name, request, signal) =>
      load().then(({ createRuntime }) => {
        const scope: Scope & { runtime?: Runtime } = parts.page.scope;
        scope.runtime ??= createRuntime(parts);
        return scope.runtime[name](request, signal);
      }),
    warm: () => void load().catch(() => {}),
    stamp(container, given) {
      const { recommendationId, metricAttribution } = { ...(given as Partial<Recommendations>) };
      if (!recommendationId || !(container instanceof Element)) {
        return warn('stamp: no element or recommendationId: ignored');
      }
      const write = (name: string, value: string) =>
        native(container, 'setAttribute', `${attributePrefix}-${name}`, value);
      write('recommendation-id', recommendationId);
      const source = metricAttribution?.eventAttributionSource;
      if (source) write('attribution-source', source);
    },
  };
}
