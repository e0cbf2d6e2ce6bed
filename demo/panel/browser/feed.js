/**
 * What arrives at the local AWS: all it remembers first, then everything as it happens. After a lost connection it
 * begins again with all that is remembered, so nothing is missed.
 */

/** @typedef {import('../../local-aws/state.js').AcceptedEvent} AcceptedEvent */
/** @typedef {import('../../local-aws/state.js').RequestRecord} RequestRecord */

/**
 * @typedef {object} FeedListener
 * @property {(event: AcceptedEvent, live: boolean) => void} onEvent
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
    return []; // gone again: the stream will say so, and come back
  }
}
