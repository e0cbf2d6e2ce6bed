/** Implements `metadataColumns`: adds columns of the ITEMS dataset to each item, and limits the number of items. */
import { refusal } from '../refusal.js';
import { columnKey } from './attributes.js';

/** @typedef {{ itemId: string, score?: number, promotionName?: string, metadata?: Record<string, string> }} PredictedItem */

const maxItems = 500;
const maxItemsWithMetadata = 50;
const maxColumns = 10;

/**
 * @param {Record<string, string[]> | undefined} requested
 * @param {import('./knowledge.js').Knowledge} known
 */
export const metadataOf = (requested = {}, { items }) => {
  for (const dataset of Object.keys(requested)) {
    if (dataset !== 'ITEMS') {
      throw refusal('InvalidInputException', `The key of metadataColumns must be ITEMS, not ${dataset}.`);
    }
  }
  const columns = requested.ITEMS ?? [];
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
    const values = columns.flatMap((column) => {
      const value = attributes?.get(columnKey(column));
      return value === undefined ? [] : [[column, value]];
    });
    return { ...item, metadata: Object.fromEntries(values) };
  };
  return { maxItems: maxItemsWithMetadata, add };
};
