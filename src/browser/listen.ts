/** The one guarded way to be called by the page: what goes wrong inside is said once and never reaches it. */

import { warn } from './warn';

export type Stop = () => void;

/** `fn`, which no longer throws. */
export function guard<A extends unknown[], R>(fn: (...args: A) => R): (...args: A) => R | undefined {
  return (...args) => {
    try {
      return fn(...args);
    } catch (error) {
      warn(`unexpected: ${(error as Error | undefined)?.message}`);
      return undefined;
    }
  };
}

/** Before any listener of the page below could stop the event, and without delaying what the browser does. */
const FIRST = { capture: true, passive: true };

/**
 * Listens for each of `types`, which are separated by spaces. What is said of the document is heard on the window: elements
 * can take the names of the document's methods, and not of the window's.
 */
export function listen<E extends Event>(
  target: EventTarget | undefined,
  types: string,
  fn: (event: E) => void,
  options: AddEventListenerOptions = FIRST,
): Stop {
  const guarded = guard(fn) as EventListener;
  const each = types.split(' ');
  const heard = target === globalThis.document ? globalThis.window : target;
  for (const type of each) heard?.addEventListener(type, guarded, options);
  return () => {
    for (const type of each) heard?.removeEventListener(type, guarded, options);
  };
}

/** One way to stop all of them. */
export const stopAll =
  (...stops: Stop[]): Stop =>
  () => {
    for (const stop of stops) stop();
  };
