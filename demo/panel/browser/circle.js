/**
 * Computes the results of each recommendation from the requests and events that arrived. The events that are attributed
 * to a recommendation count: an item is seen if it is in the impression of such an event, clicked if it has a `Click`,
 * and bought if it has a `Purchase`.
 */

/** @typedef {import('../../local-aws/state.js').AcceptedEvent} AcceptedEvent */
/** @typedef {import('../../local-aws/state.js').RequestRecord} RequestRecord */
/** @typedef {{ seen: Set<string>, clicked: Set<string>, bought: Set<string> }} Outcome ids of items */
/** @typedef {{ id: string | undefined, request?: RequestRecord, source?: string } & Outcome} Recommendation */
/** @typedef {{ source: string, recommended: number, seen: number, clicked: number, bought: number }} Sum */

/** The outcome that an event type means for its item. @type {Record<string, 'clicked' | 'bought'>} */
const outcomes = { Click: 'clicked', Purchase: 'bought' };

export function createCircle() {
  /** @type {Map<string, Recommendation>} */
  const entries = new Map();

  /** @param {string} key @param {string | undefined} id @returns {Recommendation} */
  const entryOf = (key, id) => {
    const entry = entries.get(key) ?? { id, seen: new Set(), clicked: new Set(), bought: new Set() };
    entries.set(key, entry);
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
      const outcome = outcomes[eventType];
      if (outcome && itemId) entry[outcome].add(itemId);
    },

    clear: () => entries.clear(),

    /** Newest first. A recommendation that is known only from an event has no request. */
    recommendations: () =>
      [...entries.values()]
        .filter(({ id }) => id)
        .map(withoutOtherItems)
        .sort((a, b) => (b.request?.receivedAt ?? 0) - (a.request?.receivedAt ?? 0)),

    /** @returns {Sum[]} in the order of arrival */
    bySource() {
      /** @type {Map<string, Sum>} */
      const sums = new Map();
      for (const { source, request, seen, clicked, bought } of [...entries.values()].map(withoutOtherItems)) {
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
 * Removes seen items that were not recommended: a list can contain other items, and its impression contains them too.
 * @param {Recommendation} recommendation
 * @returns {Recommendation}
 */
const withoutOtherItems = (recommendation) => {
  const { recommended } = recommendation.request ?? {};
  if (!recommended) return recommendation;
  return { ...recommendation, seen: new Set(recommended.filter((each) => recommendation.seen.has(each))) };
};

/** Formats clicked items as a percentage of seen items. @param {number} clicked @param {number} seen */
export const clickThrough = (clicked, seen) => (seen ? `${Math.round((100 * clicked) / seen)} %` : '–');
