/** `metadataColumns`: which columns of the ITEMS dataset go with each item, and how many items may be asked for then. */
import { refusal } from '../refusal.js';
import { columnKey } from './attributes.js';

/** @typedef {{ itemId: string, score?: number, promotionName?: string, metadata?: Record<string, string> }} PredictedItem */

const maxItems = 500;
const maxItemsWithMetadata = 50;
const maxColumns = 10;

/**
 * @param {Record<string, string[]> | undefined} asked
 * @param {import('./knowledge.js').Knowledge} known
 */
export const metadataOf = (asked = {}, { items }) => {
  for (const dataset of Object.keys(asked)) {
    if (dataset !== 'ITEMS') {
      throw refusal('InvalidInputException', `The key of metadataColumns must be ITEMS, not ${dataset}.`);
    }
  }
  const columns = asked.ITEMS ?? [];
  if (columns.length === 0) return { maxItems, add: (/** @type {PredictedItem} */ item) => item };
  if (columns.length > maxColumns) {
    throw refusal('InvalidInputException', `metadataColumns must not have more than ${maxColumns} columns.`);
  }
  const existing = new Set([...items.values()].flatMap((each) => [...each.keys()]));
  const missing = columns.find((column) => !existing.has(columnKey(column)));
  if (missing !== undefined) {
    throw refusal('InvalidInputException', `The Items dataset has no column ${missing}.`);
  }

  /** @param {PredictedItem} item */
  const add = (item) => {
    const attributes = items.get(item.itemId);
    const told = columns.flatMap((column) => {
      const value = attributes?.get(columnKey(column));
      return value === undefined ? [] : [[column, value]];
    });
    return { ...item, metadata: Object.fromEntries(told) };
  };
  return { maxItems: maxItemsWithMetadata, add };
};
