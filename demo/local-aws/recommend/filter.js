/** A filter with its values, as a question about an item. */
import { refusal } from '../refusal.js';
import { columnKey } from './attributes.js';
import { parseExpression, parseValues } from './filter-expression.js';
import { resourceOf } from './resources.js';

/** @typedef {{ known: import('./knowledge.js').Knowledge, userId: string }} About */
/** @typedef {(itemId: string) => boolean} Keeps */

/**
 * @param {import('./request-shapes.js').FilterInput} input
 * @param {About} about
 * @returns {Keeps} which items may stay; all, without a filter
 */
export const filterOf = ({ filterArn, filterValues = {} }, about) => {
  if (filterArn === undefined) return () => true;
  const { verb, dataset, field, operand } = parseExpression(resourceOf('filter', filterArn));
  const values = valuesOf(operand, filterValues);
  if (values === undefined) {
    // AWS leaves an EXCLUDE out when its value is missing, and refuses an INCLUDE.
    if (verb === 'EXCLUDE') return () => true;
    throw refusal('InvalidInputException', `The filter requires a value for the parameter ${operand}.`);
  }
  const matches = dataset === 'Items' ? byAttribute(field, values, about) : byEventType(values, about);
  return verb === 'INCLUDE' ? matches : (itemId) => !matches(itemId);
};

/**
 * @param {string} operand a parameter, `$CATEGORY`, or the values themselves
 * @param {Record<string, string>} given
 */
const valuesOf = (operand, given) => {
  if (!operand.startsWith('$')) return parseValues(operand);
  const name = operand.slice(1);
  const text = Object.hasOwn(given, name) ? given[name] : undefined;
  if (text === undefined) return undefined;
  const values = parseValues(text);
  if (values !== undefined) return values;
  throw refusal(
    'InvalidInputException',
    `The value of the filter parameter ${name} must be one or more quoted strings, such as "a","b".`,
  );
};

/**
 * Several values of a record are one text, `a|b`: one of them is enough.
 * @param {string} field
 * @param {string[]} values
 * @param {About} about
 * @returns {Keeps}
 */
const byAttribute = (field, values, { known }) => {
  const wanted = new Set(values);
  const key = columnKey(field);
  return (itemId) => (known.items.get(itemId)?.get(key) ?? '').split('|').some((each) => wanted.has(each));
};

/**
 * The one comparison of AWS's filters that does not mind the case.
 * @param {string[]} values
 * @param {About} about
 * @returns {Keeps}
 */
const byEventType = (values, { known, userId }) => {
  const types = new Set(values.map((each) => each.toLowerCase()));
  const done = known.history.of(userId).filter((each) => types.has(each.eventType.toLowerCase()));
  const itemIds = new Set(done.map((each) => each.itemId));
  return (itemId) => itemIds.has(itemId);
};
