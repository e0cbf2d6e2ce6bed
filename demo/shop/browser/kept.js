/** Small values kept in this browser. What cannot be read or written is treated as not there. */

const PREFIX = 'fern-and-kiln.';

/**
 * @template T
 * @param {string} key
 * @param {T} otherwise
 * @returns {T}
 */
export function readKept(key, otherwise) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key) ?? 'null') ?? otherwise;
  } catch {
    return otherwise; // storage switched off, or written by someone else
  }
}

/** @param {string} key @param {unknown} value */
export function keep(key, value) {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // Storage switched off: the shop works for this page only.
  }
}
