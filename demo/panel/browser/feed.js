/**
 * Reads requests and events from the local AWS: first the stored ones, then new ones as they arrive. After a lost
 * connection it reads the stored ones again, so that nothing is missing.
 */

/** @typedef {import('../../local-aws/state.js').AcceptedEvent} AcceptedEvent */
/** @typedef {import('../../local-aws/state.js').RequestRecord} RequestRecord */

/**
 * @typedef {object} FeedListener
 * @property {(event: AcceptedEvent, live: boolean) => void} onEvent `live` is false for a stored event
 * @property {(request: RequestRecord, live: boolean) => void} onRequest
 * @property {() => void} onReset
 * @property {(state: 'open' | 'lost') => void} onLink
 */

/**
 * @param {string} endpoint
 * @param {FeedListener} listener
 */
export function startFeed(endpoint, { onEvent, onRequest, onReset, onLink }) {
  const stream = new EventSource(`${endpoint}/_local/stream`);
  stream.addEventListener('event', ({ data }) => onEvent(JSON.parse(data), true));
  stream.addEventListener('request', ({ data }) => onRequest(JSON.parse(data), true));
  stream.addEventListener('reset', onReset);
  stream.addEventListener('error', () => onLink('lost'));
  stream.addEventListener('open', async () => {
    onReset();
    onLink('open');
    const [requests, events] = await Promise.all(['requests', 'events'].map((name) => read(endpoint, name)));
    for (const request of requests) onRequest(request, false);
    for (const event of events) onEvent(event, false);
  });
}

/** @param {string} endpoint @param {string} name */
async function read(endpoint, name) {
  try {
    return await (await fetch(`${endpoint}/_local/${name}`)).json();
  } catch {
    return []; // the connection was lost again: the stream reports it and reconnects
  }
}
