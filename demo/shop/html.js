/**
 * HTML templates that prevent injection. Values in an `html` template are escaped, except the results of other `html`
 * templates. Runs in Node and in the browser.
 */

/** @typedef {{ readonly markup: string }} Html */
/** @typedef {Html | string | number | false | null | undefined | ReadonlyArray<Html | string | number | false | null | undefined>} Part */

const ESCAPES = /** @type {Record<string, string>} */ ({
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
});

/** @param {string} text */
const escapeHtml = (text) => text.replace(/[&<>"']/g, (character) => ESCAPES[character] ?? character);

/**
 * @param {TemplateStringsArray} strings
 * @param {Part[]} parts
 * @returns {Html}
 */
export function html(strings, ...parts) {
  return { markup: strings.reduce((all, string, index) => all + toMarkup(parts[index - 1]) + string) };
}

/**
 * Markup from a trusted source, which is not escaped.
 * @param {string} markup
 * @returns {Html}
 */
export const raw = (markup) => ({ markup });

/**
 * A value as a literal for a script element. It cannot contain the end tag of that element.
 * @param {unknown} value
 */
export const scriptLiteral = (value) => raw(JSON.stringify(value).replace(/</g, '\\u003c'));

/**
 * @param {Part} part
 * @returns {string}
 */
function toMarkup(part) {
  if (part === false || part === null || part === undefined) return '';
  if (typeof part === 'string' || typeof part === 'number') return escapeHtml(String(part));
  if ('markup' in part) return part.markup;
  return part.map(toMarkup).join('');
}
