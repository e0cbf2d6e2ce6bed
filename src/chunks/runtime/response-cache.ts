/** Combines identical requests in flight into one, and caches each response for a short time. */

import { toJson } from '../../browser/to-json';

interface Answer {
  /** Stored as text, so that each caller gets its own copy. */
  text: Promise<string>;
  /** Time of the response in ms; `undefined` while the request is in flight. */
  at?: number;
  /** Number of callers that have not aborted. */
  waiting: number;
  abandon: AbortController;
}

/** Limits the memory on a page whose requests all differ. */
const MAX_RESPONSES = 100;

export function createResponseCache(now: () => number) {
  const answers = new Map<string, Answer>();

  function start(key: string, send: (signal: AbortSignal) => Promise<object>): Answer {
    if (answers.size >= MAX_RESPONSES) answers.clear();
    const abandon = new AbortController();
    const answer: Answer = {
      text: send(abandon.signal).then((result) => toJson(result) as string),
      waiting: 0,
      abandon,
    };
    answers.set(key, answer);
    const forget = () => answers.get(key) === answer && answers.delete(key);
    abandon.signal.addEventListener('abort', forget);
    answer.text.then(() => {
      answer.at = now();
    }, forget);
    return answer;
  }

  return {
    async get<T extends object>(
      key: string,
      keptMs: number,
      signal: AbortSignal,
      send: (signal: AbortSignal) => Promise<T>,
    ): Promise<T> {
      const known = answers.get(key);
      const answer =
        known && (known.at === undefined || now() - known.at < keptMs) ? known : start(key, send);
      answer.waiting++;
      // The request is aborted when all its callers have aborted.
      signal.addEventListener('abort', () => {
        if (!--answer.waiting && answer.at === undefined) answer.abandon.abort();
      });
      return JSON.parse(await answer.text) as T;
    },
    /** Also discards requests in flight, since their responses do not take the new event into account. */
    clear: () => answers.clear(),
  };
}
