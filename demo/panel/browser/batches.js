/** Groups events by their request. A request and its events may arrive in any order. */

/** @typedef {import('../../local-aws/state.js').AcceptedEvent} AcceptedEvent */
/** @typedef {import('../../local-aws/state.js').RequestRecord} RequestRecord */
/** @typedef {{ id: string, request?: RequestRecord, events: AcceptedEvent[] }} Batch */

export function createBatches() {
  /** @type {Map<string, Batch>} */
  const batches = new Map();

  /** @param {string} id */
  const batchOf = (id) => {
    const batch = batches.get(id) ?? { id, events: [] };
    batches.set(id, batch);
    return batch;
  };

  return {
    /** @param {AcceptedEvent} event @returns {Batch | undefined} undefined if the event is already known */
    addEvent(event) {
      const batch = batchOf(event.requestId);
      if (batch.events.some(({ eventId }) => eventId === event.eventId)) return undefined;
      batch.events.push(event);
      return batch;
    },

    /** @param {RequestRecord} request @returns {Batch | undefined} undefined for a preflight, which is not shown */
    addRequest(request) {
      if (request.operation === 'Preflight') return undefined;
      const batch = batchOf(request.requestId);
      batch.request = request;
      return batch;
    },

    clear: () => batches.clear(),

    totals() {
      const all = [...batches.values()];
      const events = all.flatMap((batch) => batch.events);
      const counted = events.filter(({ duplicate }) => !duplicate);
      /** @type {Map<string, number>} */
      const byType = new Map();
      for (const { eventType } of counted) byType.set(eventType, (byType.get(eventType) ?? 0) + 1);
      return {
        events: counted.length,
        repeated: events.length - counted.length,
        requests: all.filter(({ request, events }) => request?.operation === 'PutEvents' || events.length > 0)
          .length,
        refused: all.filter(({ request }) => isRefused(request)).length,
        byType,
      };
    },
  };
}

/** @param {RequestRecord | undefined} request */
export const isRefused = (request) => request !== undefined && request.status !== 200;
