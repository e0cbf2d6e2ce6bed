/** Wraps every callback that the page or the browser calls: an exception is logged once and never reaches the page. */

import { warn } from './warn';

export type Stop = () => void;

/** Returns `fn` wrapped so that it does not throw. After an exception the wrapper returns `undefined`. */
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

const additions = new Set<() => void>();

/** Adds the listeners of the window again, which `document.open()` removes. A listener that is still there stays one. */
export function listenAgain(): void {
  for (const add of additions) add();
}

/**
 * Listens for each of `types`, which are separated by spaces. Listeners for the document are added to the window
 * instead: named elements can shadow the document's methods, but not the window's.
 *
 * `capture`: runs before a listener of the page further down can stop propagation. `passive`: the browser does not wait
 * for the listener before it scrolls.
 */
export function listen<E extends Event>(
  target: EventTarget | undefined,
  types: string,
  fn: (event: E) => void,
  signal?: AbortSignal,
): Stop {
  const guarded = guard(fn) as EventListener;
  const typeList = types.split(' ');
  const receiver = target === globalThis.document ? globalThis.window : target;
  const options = { capture: true, passive: true, signal };
  const add = () => {
    for (const type of typeList) receiver?.addEventListener(type, guarded, options);
  };
  add();
  // Only the window's: other targets must not stay in memory.
  if (receiver === globalThis.window) additions.add(add);
  return () => {
    additions.delete(add);
    for (const type of typeList) receiver?.removeEventListener(type, guarded, options);
  };
}

/** Combines several `stop` functions into one. */
export const stopAll =
  (...stops: Stop[]): Stop =>
  () => {
    for (const stop of stops) stop();
  };
