/** Generates the id of a recommendation, and adds the id and the items to the record of the request. */

/**
 * @param {import('../state.js').RequestRecord} record
 * @param {import('../state.js').State} state
 * @param {readonly { itemId: string }[]} items
 */
export const tell = (record, state, items) => {
  const recommendationId = `RID-${state.uuid()}`;
  record.recommendationId = recommendationId;
  record.recommended = items.map(({ itemId }) => itemId);
  return recommendationId;
};
