/** Identical questions that are on their way are one request, and an answer is good for a moment. */

import { toJson } from '../../browser/to-json';

interface Answer {
  /** As text: each caller has a copy of its own. */
  text: Promise<string>;
  /** When it came; `undefined` while it is on its way. */
  at?: number;
  waiting: number;
  abandon: AbortController;
}

/** A page that asks for something else each time must not grow for ever. */
const MOST = 100;

export function createResponseCache(now: () => number) {
  const answers = new Map<string, Answer>();

  function ask(key: string, send: (signal: AbortSignal) => Promise<object>): Answer {
    if (answers.size >= MOST) answers.clear();
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
      const answer = known && (known.at === undefined || now() - known.at < keptMs) ? known : ask(key, send);
      answer.waiting++;
      // Abandoned when nobody waits any more.
      signal.addEventListener('abort', () => {
        if (!--answer.waiting && answer.at === undefined) answer.abandon.abort();
      });
      return JSON.parse(await answer.text) as T;
    },
    /** What is on its way was asked too early, too. */
    clear: () => answers.clear(),
  };
}
