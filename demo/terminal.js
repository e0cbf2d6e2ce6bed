/** What arrives at the local AWS, one line a request, for the person who started the demo. */

/** @typedef {import('./local-aws/state.js').State} State */
/** @typedef {import('./local-aws/state.js').AcceptedEvent} AcceptedEvent */
/** @typedef {import('./local-aws/state.js').RequestRecord} RequestRecord */

/**
 * Preflights are the browser's own business and are left out.
 *
 * @param {State} state
 * @param {(line: string) => void} print
 * @returns {() => void}
 */
export function startTerminal(state, print) {
  /** @type {Map<string, AcceptedEvent[]>} */
  const waiting = new Map();
  return state.on((arrival) => {
    if (arrival.kind === 'event') {
      const { requestId } = arrival.event;
      waiting.set(requestId, [...(waiting.get(requestId) ?? []), arrival.event]);
    } else if (arrival.kind === 'request' && arrival.request.operation !== 'Preflight') {
      print(toLine(arrival.request, waiting.get(arrival.request.requestId) ?? []));
      waiting.delete(arrival.request.requestId);
    }
  });
}

/**
 * @param {RequestRecord} request
 * @param {AcceptedEvent[]} events
 */
export function toLine({ operation, status, errorType, message, receivedAt, ms }, events) {
  const time = new Date(receivedAt).toTimeString().slice(0, 8);
  const answer = status === 0 ? 'no answer' : `${status} in ${ms} ms`;
  const said = errorType ? `${errorType}: ${message?.split('\n')[0]}` : events.map(toWords).join(', ');
  return `${time}  ${operation.padEnd(26)}${answer.padEnd(15)}${said}`.trimEnd();
}

/** @param {AcceptedEvent} event */
const toWords = ({ eventType, itemId, eventValue, duplicate }) =>
  [eventType, itemId, eventValue, duplicate && '(again)'].filter(Boolean).join(' ');
