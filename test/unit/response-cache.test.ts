/** Identical requests are sent once, answers are cached briefly, and a request is aborted if all callers abort. */

import { expect, test } from 'vitest';
import { createResponseCache } from '../../src/chunks/runtime/response-cache';

/** A service whose answers are given by the test. */
function service() {
  let time = 0;
  const asked: { answer: (result: object) => void; fail: (error: Error) => void; signal: AbortSignal }[] = [];
  const answers = createResponseCache(() => time);
  return {
    asked,
    answers,
    pass: (ms: number) => {
      time += ms;
    },
    ask: (key: string, keptMs = 100, signal = new AbortController().signal) =>
      answers.get<{ n: number }>(
        key,
        keptMs,
        signal,
        (abandoned) =>
          new Promise((resolve, reject) => {
            asked.push({ answer: resolve as never, fail: reject, signal: abandoned });
            abandoned.addEventListener('abort', () => reject(new Error('abandoned')));
          }),
      ),
  };
}

test('identical requests in flight are sent once, and each caller gets its own copy', async () => {
  const { asked, ask } = service();
  const [one, two] = [ask('a'), ask('a', 0)];
  expect(asked).toHaveLength(1);
  asked[0]?.answer({ n: 1 });
  expect(await one).toEqual({ n: 1 });
  expect(await two).toEqual({ n: 1 });
  expect(await one).not.toBe(await two);
});

test('each caller limits the age of a cached answer', async () => {
  const { asked, ask, pass } = service();
  const first = ask('a');
  pass(1000);
  asked[0]?.answer({ n: 1 });
  await first;
  pass(99);
  expect(await ask('a')).toEqual({ n: 1 });
  pass(1);
  void ask('a');
  expect(asked).toHaveLength(2);
});

test('a failure is not cached', async () => {
  const { asked, ask } = service();
  const first = ask('a');
  asked[0]?.fail(new Error('no'));
  await expect(first).rejects.toThrow('no');
  void ask('a');
  expect(asked).toHaveLength(2);
});

test('a request is aborted when its last caller aborts, and not before', async () => {
  const { asked, ask } = service();
  const wishes = [new AbortController(), new AbortController()];
  const both = wishes.map(({ signal }) => ask('a', 100, signal).catch(({ message }) => message));
  wishes[0]?.abort();
  expect(asked[0]?.signal.aborted).toBe(false);
  wishes[1]?.abort();
  expect(asked[0]?.signal.aborted).toBe(true);
  expect(await Promise.all(both)).toEqual(['abandoned', 'abandoned']);
  void ask('a');
  expect(asked).toHaveLength(2);
});

test('after clear() requests in flight are sent again, and earlier callers still get their answer', async () => {
  const { asked, ask, answers } = service();
  const early = ask('a');
  answers.clear();
  const late = ask('a');
  asked[0]?.answer({ n: 1 });
  asked[1]?.answer({ n: 2 });
  expect(await Promise.all([early, late])).toEqual([{ n: 1 }, { n: 2 }]);
  expect(await ask('a')).toEqual({ n: 2 });
});

test('the number of cached answers is limited', async () => {
  const { asked, ask } = service();
  for (let n = 0; n <= 100; n++) {
    const answer = ask(`a${n}`);
    asked[n]?.answer({ n });
    await answer;
  }
  void ask('a0');
  expect(asked).toHaveLength(102);
});
