/**
 * Calls `window.personalize` from the scripts of the shop. Before the tag has loaded, the snippet queues the call.
 *
 * @param {string} command
 * @param {...unknown} values
 */
export function personalize(command, ...values) {
  const call = /** @type {{ personalize?: (...all: unknown[]) => unknown }} */ (
    /** @type {unknown} */ (window)
  ).personalize;
  return call?.(command, ...values);
}
