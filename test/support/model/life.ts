/**
 * The state of a tab: live, in the back/forward cache, or gone. Every input and output of the tab passes through here,
 * and at each of these moments the tab may be killed: then it has no input or output any more.
 */

export interface Life {
  readonly state: 'live' | 'frozen' | 'dead';
  visible: boolean;
  /** The number of moments so far. */
  readonly moments: number;
  /** Runs an input: now, after the tab has thawed, or never. */
  hear(fn: () => void): void;
  /** The same for the result of a promise. */
  answer<T>(promise: Promise<T>): Promise<T>;
  /** Counts an output. False if there is none, because the tab is gone. */
  act(): boolean;
  freeze(): void;
  thaw(): void;
  kill(): void;
}

export function createLife(deps: { diesAt: number; onDeath: () => void }): Life {
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
    if (state !== 'dead' && ++moments === deps.diesAt) kill();
    return state !== 'dead';
  }
  function hear(fn: () => void): void {
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
    hear,
    answer: (promise) =>
      new Promise((resolve, reject) => {
        promise.then(
          (value) => hear(() => resolve(value)),
          (error) => hear(() => reject(error)),
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
      for (const fn of waiting) hear(fn);
    },
    kill,
  };
}
