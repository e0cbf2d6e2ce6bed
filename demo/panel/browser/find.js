/**
 * An element of the desk, which is there because the desk's own page has it.
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function find(selector) {
  const element = document.querySelector(selector);
  if (element instanceof HTMLElement) return element;
  throw new Error(`The desk has no ${selector}`);
}
