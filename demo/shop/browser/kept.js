/** Stores small values in `localStorage`. A value that cannot be read or written is treated as absent. */

const PREFIX = 'fern-and-kiln.';

/**
 * @template T
 * @param {string} key
 * @param {T} fallback
 * @returns {T}
 */
export function readKept(key, fallback) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key) ?? 'null') ?? fallback;
  } catch {
    return fallback; // storage is disabled, or the value is not JSON
  }
}

/** @param {string} key @param {unknown} value */
export function keep(key, value) {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
  } catch {
    // Storage is disabled. The shop works without stored values.
  }
}
