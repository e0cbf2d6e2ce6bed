/**
 * `window.personalize` as the shop's own scripts call it: the stub of the page before the tag has loaded, the
 * tag afterwards.
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
