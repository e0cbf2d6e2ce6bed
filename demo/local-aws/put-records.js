/** Implements PutUsers and PutItems. A record replaces the one with the same id. One bad record refuses the request. */
import { datasets } from './known.js';
import { jsonObject } from './put-events.js';
import { refusal } from './refusal.js';
import { arn, list, string, structure } from './shape.js';

/** @template Input
 * @typedef {import('./operations.js').Call<Input>} Call */

/**
 * @param {string} listName
 * @param {string} idName
 * @param {number} maxProperties
 */
const recordsShape = (listName, idName, maxProperties) => {
  const record = structure(
    {
      [idName]: string({ min: 1, max: 256 }),
      properties: string({ min: 1, max: maxProperties, sensitive: true }),
    },
    [idName],
  );
  return structure({ datasetArn: arn, [listName]: list(record, { min: 1, max: 10 }) }, [
    'datasetArn',
    listName,
  ]);
};

export const putUsersShape = recordsShape('users', 'userId', 24_000);
export const putItemsShape = recordsShape('items', 'itemId', 32_000);

/** @param {Call<{ datasetArn: string, users: { userId: string, properties?: string }[] }>} call */
export const putUsers = ({ input, state, record }) => {
  checkRecords(input.datasetArn, datasets.users, input.users);
  for (const user of input.users) state.users.set(user.userId, { datasetArn: input.datasetArn, ...user });
  record.accepted = input.users.length;
};

/** @param {Call<{ datasetArn: string, items: { itemId: string, properties?: string }[] }>} call */
export const putItems = ({ input, state, record }) => {
  checkRecords(input.datasetArn, datasets.items, input.items);
  for (const item of input.items) state.items.set(item.itemId, { datasetArn: input.datasetArn, ...item });
  record.accepted = input.items.length;
};

/**
 * @param {string} given
 * @param {string} known
 * @param {{ properties?: string }[]} records
 */
const checkRecords = (given, known, records) => {
  if (given !== known)
    throw refusal('ResourceNotFoundException', `The dataset with the arn ${given} does not exist.`);
  for (const { properties } of records) {
    if (properties !== undefined && jsonObject(properties) === undefined) {
      throw refusal('InvalidInputException', 'Error parsing properties json');
    }
  }
};
