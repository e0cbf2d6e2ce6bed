/** Turns a filter and its values into a function that decides whether an item is kept. */
import { refusal } from '../refusal.js';
import { columnKey } from './attributes.js';
import { parseExpression, parseValues } from './filter-expression.js';
import { resourceOf } from './resources.js';

/** @typedef {{ known: import('./knowledge.js').Knowledge, userId: string }} About */
/** @typedef {(itemId: string) => boolean} Keeps */

/**
 * @param {import('./request-shapes.js').FilterInput} input
 * @param {About} about
 * @returns {Keeps} keeps all items if there is no filter
 */
export const filterOf = ({ filterArn, filterValues = {} }, about) => {
  if (filterArn === undefined) return () => true;
  const { verb, dataset, field, operand } = parseExpression(resourceOf('filter', filterArn));
  const values = valuesOf(operand, filterValues);
  if (values === undefined) {
    // If the value is missing, AWS ignores an EXCLUDE filter and refuses an INCLUDE filter.
    if (verb === 'EXCLUDE') return () => true;
    throw refusal('InvalidInputException', `The filter requires a value for the parameter ${operand}.`);
  }
  const matches = dataset === 'Items' ? byAttribute(field, values, about) : byEventType(values, about);
  return verb === 'INCLUDE' ? matches : (itemId) => !matches(itemId);
};

/**
 * @param {string} operand a parameter such as `$CATEGORY`, or the values
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
 * An attribute can have several values, written as `a|b`. One matching value is enough.
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
 * Event types are compared without case. All other comparisons of AWS filters are case-sensitive.
 * @param {string[]} values
 * @param {About} about
 * @returns {Keeps}
 */
const byEventType = (values, { known, userId }) => {
  const types = new Set(values.map((each) => each.toLowerCase()));
  const matching = known.history.of(userId).filter((each) => types.has(each.eventType.toLowerCase()));
  const itemIds = new Set(matching.map((each) => each.itemId));
  return (itemId) => itemIds.has(itemId);
};
