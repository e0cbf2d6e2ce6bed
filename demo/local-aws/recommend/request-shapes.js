/** The members that both operations have in common, with the constraints of the personalize-runtime model. */
import { arn, list, map, string } from '../shape.js';

export const itemId = string({ max: 256 });
const userId = string({ max: 256 });

const filterValues = map(
  string({ max: 50, pattern: '[A-Za-z0-9_]+' }),
  string({ max: 1000, sensitive: true }),
  { max: 25 },
);

export const filterMembers = { filterArn: arn, filterValues };

export const commonMembers = {
  userId,
  context: map(string({ max: 150, pattern: '[A-Za-z\\d_]+' }), string({ max: 1000, sensitive: true }), {
    max: 150,
  }),
  ...filterMembers,
  metadataColumns: map(string({ max: 256 }), list(string({ max: 150 }), { max: 99 }), { max: 1 }),
};

/**
 * @typedef {{ filterArn?: string, filterValues?: Record<string, string> }} FilterInput
 * @typedef {{ context?: Record<string, string>, metadataColumns?: Record<string, string[]> } & FilterInput} CommonInput
 */
