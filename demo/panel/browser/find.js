/**
 * Finds an element of the demo page. It exists, because `desk-page.js` renders it.
 * @param {string} selector
 * @returns {HTMLElement}
 */
export function find(selector) {
  const element = document.querySelector(selector);
  if (element instanceof HTMLElement) return element;
  throw new Error(`The demo page has no ${selector}`);
}
