/** Gives an answer its id, and writes both into the record of the request, so that what comes of it can be followed. */

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
