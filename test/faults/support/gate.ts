/**
 * Delays answers of AWS until the scenario releases them, and records the requests of the page. Runs before the tag.
 */

declare global {
  const gate: {
    /** Every request of the page in start order, by operation, and every command called through `call`. */
    begun: string[];
    /** Delays the next answer of this operation. AWS has processed the request by then. */
    hold(operation: string): void;
    readonly isHeld: boolean;
    /** Releases the delayed answer, or fails the request as a lost connection. */
    open(isLost?: boolean): void;
    /** Calls a command of the tag, and records it in `begun`. */
    call(command: 'stop' | 'forget'): void;
  };
}

export const installGate = (): void => {
  const real = globalThis.fetch.bind(globalThis);
  const begun: string[] = [];
  let wanted = '';
  let release: ((isLost?: boolean) => void) | undefined;

  globalThis.fetch = async (input, init) => {
    const target = new Headers(init?.headers).get('x-amz-target');
    const operation = target?.split('.')[1] ?? new URL(String(input)).pathname;
    begun.push(operation);
    const answer = await real(input, init);
    if (operation !== wanted) return answer;
    wanted = '';
    const isLost = await new Promise<boolean | undefined>((resolve) => {
      release = resolve;
    });
    if (isLost) throw new TypeError('the connection was lost');
    return answer;
  };

  Object.assign(globalThis, {
    gate: {
      begun,
      hold(operation: string) {
        wanted = operation;
      },
      get isHeld() {
        return release !== undefined;
      },
      open(isLost?: boolean) {
        release?.(isLost);
        release = undefined;
      },
      call(command: 'stop' | 'forget') {
        window.personalize[command]();
        begun.push(command);
      },
    },
  });
};
