/** Polls, with a time limit, for conditions that no engine announces. */

const intervalMs = 25;

interface Bound {
  withinMs: number;
  what: string;
}

/** Returns the first result that is not `undefined`. Retries after an error: the page may be navigating. */
export const poll = async <T>(ask: () => Promise<T | undefined>, { withinMs, what }: Bound): Promise<T> => {
  const until = Date.now() + withinMs;
  let last = '';
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
      last = '';
    } catch (error) {
      last = ` (${error instanceof Error ? error.message : String(error)})`;
    }
    if (Date.now() > until) throw new Error(`Not within ${withinMs} ms: ${what}${last}`);
    await new Promise((resolve) => setTimeout(resolve, intervalMs));
  }
};
