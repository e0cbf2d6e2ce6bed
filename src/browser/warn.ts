/** Writes all messages of the tag to the console: each warning once, with a prefix. A warning never throws. */

const warned = new Set<string>();
/** Limits the console output and the memory used when every event causes a new message. */
const MAX_MESSAGES = 100;

/**
 * Writes a warning for the developer. The same message is written once per page load, and at most 100 messages in
 * total.
 */
export function warn(message: string): void {
  if (warned.has(message) || warned.size >= MAX_MESSAGES) return;
  warned.add(message);
  try {
    console.warn(`[personalize] ${message}`);
  } catch {
    // A page can have replaced the console with one that throws. The warning is lost.
  }
}

let debugging = false;

/** Turns the debug log on or off: option `debug`, `?personalize_debug` or `localStorage.personalize_debug`. */
export function setDebug(on: boolean): void {
  debugging = on;
}

/** Writes to the console in debug mode, so that a developer can trace an event from capture to delivery. */
export function log(...values: unknown[]): void {
  if (debugging) console.log('[personalize]', ...values);
}

/** `?personalize_debug` in the address. */
export const isDebugAddress = (): boolean => /personalize_debug/.test(location.search);
