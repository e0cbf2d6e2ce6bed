/** Parses filter expressions. Supports only what the filters of `known.js` use: one clause with one field and IN. */

/**
 * @typedef {object} Expression
 * @property {'INCLUDE' | 'EXCLUDE'} verb
 * @property {'Items' | 'Interactions'} dataset
 * @property {string} field
 * @property {string} operand `$PARAMETER` or quoted values
 */

const clause =
  /^(?<verb>INCLUDE|EXCLUDE) ItemID WHERE (?<dataset>Items|Interactions)\.(?<field>\w+) IN \((?<operand>.+)\)$/;

const quoted = '\\s*"[^"]*"\\s*';
const list = new RegExp(`^${quoted}(?:,${quoted})*$`);

/**
 * @param {string} text of a known filter
 * @returns {Expression}
 */
export const parseExpression = (text) => {
  const groups = clause.exec(text)?.groups;
  if (groups === undefined) throw new Error(`A known filter cannot be read: ${text}`);
  return /** @type {Expression} */ (/** @type {unknown} */ ({ ...groups }));
};

/**
 * @param {string} text `"a","b"`: each value carries its quotes
 * @returns {string[] | undefined} undefined if the text has another format
 */
export const parseValues = (text) =>
  list.test(text) ? [...text.matchAll(/"([^"]*)"/g)].map(([, value = '']) => value) : undefined;
