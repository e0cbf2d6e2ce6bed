/** Prints one line in the terminal for each request that the local AWS receives. */

/** @typedef {import('./local-aws/state.js').State} State */
/** @typedef {import('./local-aws/state.js').AcceptedEvent} AcceptedEvent */
/** @typedef {import('./local-aws/state.js').RequestRecord} RequestRecord */

/**
 * Preflights are not printed, because the browser sends them, not the tag.
 *
 * @param {State} state
 * @param {(line: string) => void} print
 * @returns {() => void} stops printing
 */
export function startTerminal(state, print) {
  /** @type {Map<string, AcceptedEvent[]>} */
  const eventsByRequest = new Map();
  return state.on((arrival) => {
    if (arrival.kind === 'event') {
      const { requestId } = arrival.event;
      eventsByRequest.set(requestId, [...(eventsByRequest.get(requestId) ?? []), arrival.event]);
    } else if (arrival.kind === 'request' && arrival.request.operation !== 'Preflight') {
      const { request } = arrival;
      print(toLine(request, eventsByRequest.get(request.requestId) ?? []));
      eventsByRequest.delete(request.requestId);
    }
  });
}

/**
 * @param {RequestRecord} request
 * @param {AcceptedEvent[]} events
 */
function toLine({ operation, status, errorType, message, receivedAt, ms }, events) {
  const time = new Date(receivedAt).toTimeString().slice(0, 8);
  const answer = status === 0 ? 'no answer' : `${status} in ${ms} ms`;
  const details = errorType ? `${errorType}: ${message?.split('\n')[0]}` : events.map(describe).join(', ');
  return `${time}  ${operation.padEnd(26)}${answer.padEnd(15)}${details}`.trimEnd();
}

/** @param {AcceptedEvent} event */
const describe = ({ eventType, itemId, eventValue, duplicate }) =>
  [eventType, itemId, eventValue, duplicate && '(repeat)'].filter(Boolean).join(' ');
