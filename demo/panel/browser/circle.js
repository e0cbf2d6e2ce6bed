/**
 * The circle: what was recommended, and what came of it, all computed from what arrived. Seen is what an interaction
 * brought as its impression, clicked and bought are what its events credit to it.
 */

/** @typedef {import('../../local-aws/state.js').AcceptedEvent} AcceptedEvent */
/** @typedef {import('../../local-aws/state.js').RequestRecord} RequestRecord */
/** @typedef {{ seen: Set<string>, clicked: Set<string>, bought: Set<string> }} Outcome items by what became of them */
/** @typedef {{ id: string | undefined, request?: RequestRecord, source?: string } & Outcome} Recommendation */
/** @typedef {{ source: string, recommended: number, seen: number, clicked: number, bought: number }} Sum */

/** What a type of event makes of its item. @type {Record<string, 'clicked' | 'bought'>} */
const meanings = { Click: 'clicked', Purchase: 'bought' };

export function createCircle() {
  /** @type {Map<string, Recommendation>} */
  const known = new Map();

  /** @param {string} key @param {string | undefined} id @returns {Recommendation} */
  const entryOf = (key, id) => {
    const entry = known.get(key) ?? { id, seen: new Set(), clicked: new Set(), bought: new Set() };
    known.set(key, entry);
    return entry;
  };

  return {
    /** @param {RequestRecord} request */
    addRequest(request) {
      const { recommendationId } = request;
      if (recommendationId) entryOf(recommendationId, recommendationId).request = request;
    },

    /** @param {AcceptedEvent} event */
    addEvent({ eventType, itemId, impression = [], recommendationId, metricAttribution }) {
      const source = metricAttribution?.eventAttributionSource;
      if (!recommendationId && !source) return;
      const entry = entryOf(recommendationId ?? `from ${source}`, recommendationId);
      if (source) entry.source = source;
      for (const each of impression) entry.seen.add(each);
      const meaning = meanings[eventType];
      if (meaning && itemId) entry[meaning].add(itemId);
    },

    clear: () => known.clear(),

    /** Newest first; those that only an event has told of have no request. */
    recommendations: () =>
      [...known.values()]
        .filter(({ id }) => id)
        .map(ofItsOwn)
        .sort((a, b) => (b.request?.receivedAt ?? 0) - (a.request?.receivedAt ?? 0)),

    /** @returns {Sum[]} in the order in which they were heard of */
    bySource() {
      /** @type {Map<string, Sum>} */
      const sums = new Map();
      for (const { source, request, seen, clicked, bought } of [...known.values()].map(ofItsOwn)) {
        if (source === undefined) continue;
        const sum = sums.get(source) ?? { source, recommended: 0, seen: 0, clicked: 0, bought: 0 };
        sum.recommended += request?.recommended?.length ?? 0;
        sum.seen += seen.size;
        sum.clicked += clicked.size;
        sum.bought += bought.size;
        sums.set(source, sum);
      }
      return [...sums.values()];
    },
  };
}

/**
 * A list may hold more than what was recommended, and its impression speaks of all of it.
 * @param {Recommendation} recommendation
 * @returns {Recommendation}
 */
const ofItsOwn = (recommendation) => {
  const { recommended } = recommendation.request ?? {};
  if (!recommended) return recommendation;
  return { ...recommendation, seen: new Set(recommended.filter((each) => recommendation.seen.has(each))) };
};

/** The share of what was seen that was clicked, in words. @param {number} clicked @param {number} seen */
export const clickThrough = (clicked, seen) => (seen ? `${Math.round((100 * clicked) / seen)} %` : '–');
