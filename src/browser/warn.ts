/** The only way to the console: each message once, with a prefix, and never an exception. */

const said = new Set<string>();
/** A page that makes a new message for every event must not fill the console, nor our memory. */
const MOST = 100;

/** Warns the person who set the page up. The same words are said once in a page's life. */
export function warn(message: string): void {
  if (said.has(message) || said.size >= MOST) return;
  said.add(message);
  try {
    console.warn(`[personalize] ${message}`);
  } catch {
    // A page may have replaced the console; there is nobody left to tell.
  }
}

let debugging = false;

/** Turns the log on or off: option `debug`, `?personalize_debug` or `localStorage.personalize_debug`. */
export function setDebug(on: boolean): void {
  debugging = on;
}

/** Follows one event through the house, for a person who looks. */
export function log(...what: unknown[]): void {
  if (debugging) console.log('[personalize]', ...what);
}
