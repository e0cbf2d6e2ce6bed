/** The commands `recommend` and `rank`, which unlike all others may reject. */

import { withDeadline } from '../browser/deadline';
import { failure } from '../browser/failure';
import { log } from '../browser/warn';
import { copy } from '../core/copy';
import { ownOf } from '../core/limits';
import type { CommonRequest } from '../recommendations/recommendations';
import type { WithTag } from './tag-access';

/** Creates one of the two. An unhandled rejection is suppressed. */
export const createRecommendationCommand =
  (withTag: WithTag, name: 'recommend' | 'rank') =>
  (given: unknown): Promise<unknown> => {
    const request = ownOf(copy({ ...(given as CommonRequest) }));
    const answer = withDeadline(
      (signal) =>
        withTag<unknown>(
          (tag) => tag.ask(name, request, signal),
          (why) =>
            Promise.reject(
              failure(/consent/.test(why) ? 'ConsentError' : 'UnavailableError', `the tag is ${why}`),
            ),
          true,
        ),
      request.timeoutMs,
      request.signal,
    );
    answer.catch((error) => log(name, error));
    return answer;
  };
