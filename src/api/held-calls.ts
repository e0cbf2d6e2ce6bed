/** Runs calls now, or holds them in memory until there is what they need. They are lost with the page. */

import { guard } from '../browser/listen';

/** A page that never calls `init` must not use more and more memory. */
const MAX_HELD = 1000;

/** Resolves to the result of `command`, now or later, or of `otherwise`, which gets the reason if there is one. */
export type With<S> = <T>(
  command: (subject: S) => T | Promise<T>,
  otherwise?: (reason: string) => T,
  /** Answers the call now while consent is pending. */
  isUrgent?: boolean,
) => Promise<T | undefined>;

export function createHeldCalls() {
  const held: (() => void)[] = [];

  return {
    /** `find` returns the subject, or why there will be none, or an empty text if the call must wait. */
    when:
      <S extends object>(find: (isUrgent?: boolean) => S | string): With<S> =>
      (command, otherwise, isUrgent) =>
        new Promise((resolve) => {
          const attempt = guard(() => {
            const found = find(isUrgent);
            if (typeof found === 'object') resolve(command(found));
            else if (found || held.length >= MAX_HELD) resolve(otherwise?.(found));
            else held.push(attempt);
          });
          attempt();
        }),
    /** Tries the held calls again, in their order. */
    run(): void {
      for (const attempt of held.splice(0)) attempt();
    },
  };
}
