/**
 * The state of a tab: live, in the back/forward cache, or killed. Every input and output of the tab passes through
 * here, and each of them is a moment at which the tab can be killed. A killed tab has no input and no output.
 */

export interface Life {
  readonly state: 'live' | 'frozen' | 'dead';
  visible: boolean;
  /** The number of moments so far. */
  readonly moments: number;
  /** Runs an input: now, after the tab is restored from the cache, or never if it was killed. */
  receive(fn: () => void): void;
  /** Like `receive`, for the result of a promise. */
  answer<T>(promise: Promise<T>): Promise<T>;
  /** Counts an output. Returns false if the tab was killed and has no output. */
  act(): boolean;
  freeze(): void;
  thaw(): void;
  kill(): void;
}

export function createLife(deps: { crashesAt: number; onDeath: () => void }): Life {
  let state: Life['state'] = 'live';
  let moments = 0;
  let backlog: (() => void)[] = [];

  function kill(): void {
    if (state === 'dead') return;
    state = 'dead';
    backlog = [];
    deps.onDeath();
  }
  function act(): boolean {
    if (state !== 'dead' && ++moments === deps.crashesAt) kill();
    return state !== 'dead';
  }
  function receive(fn: () => void): void {
    if (state === 'frozen') backlog.push(fn);
    else if (act()) fn();
  }

  return {
    visible: true,
    get state() {
      return state;
    },
    get moments() {
      return moments;
    },
    receive,
    answer: (promise) =>
      new Promise((resolve, reject) => {
        promise.then(
          (value) => receive(() => resolve(value)),
          (error) => receive(() => reject(error)),
        );
      }),
    act,
    freeze() {
      if (state === 'live') state = 'frozen';
    },
    thaw() {
      if (state !== 'frozen') return;
      state = 'live';
      this.visible = true;
      const waiting = backlog;
      backlog = [];
      for (const fn of waiting) receive(fn);
    },
    kill,
  };
}
