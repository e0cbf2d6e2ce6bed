/** @typedef {import('../../../src/api/options').Options} Options */

/** The page whose backlog is drained. Requests fail until `drain` is called. The requests of the tag are recorded. */
const real = window.fetch;
/** @type {[string, RequestInit][]} */
const bodies = [];
/** @type {number[]} */
const stalls = [];
let isOnline = false;
let [first, last, mostBytes] = [0, 0, 0];
const usedBytes = () => Reflect.get(performance, 'memory').usedJSHeapSize;

window.fetch = async (url, init = {}) => {
  if (!isOnline) throw new TypeError('offline');
  if (!`${url}`.endsWith('/events')) return real(url, init);
  first ||= performance.now();
  bodies.push([`${url}`, { ...init, signal: null }]);
  // Reading the memory takes as long as a tenth of a request.
  if (bodies.length % 50 === 0) mostBytes = Math.max(mostBytes, usedBytes());
  const response = await real(url, init);
  last = performance.now();
  return response;
};

new PerformanceObserver((entries) => {
  for (const { duration } of entries.getEntries()) stalls.push(duration);
}).observe({ type: 'longtask' });

/** @param {Options} options @param {number} count */
async function fillUp(options, count) {
  const { personalize } = window;
  personalize.init(options);
  for (let left = count; left > 0; left -= 1000)
    await Promise.all(
      Array.from({ length: 1000 }, (_, at) => personalize.track('View', { itemId: `item-${left - at}` })),
    );
}

/** @param {Options} options @param {number} count */
async function drain(options, count) {
  const { personalize } = window;
  isOnline = true;
  const before = usedBytes();
  personalize.init(options);
  await new Promise((resolve) => {
    let left = count;
    personalize.on('sent', () => --left || resolve(undefined));
  });
  return {
    requests: bodies.length,
    ms: last - first,
    longestMs: Math.max(0, ...stalls),
    moreBytes: mostBytes - before,
  };
}

/** Sends the same bodies, already signed, one after the other. */
async function sendPlainly() {
  const from = performance.now();
  for (const [url, init] of bodies) {
    const response = await real(url, init);
    if (!response.ok) throw new Error(await response.text());
    await response.text();
  }
  return performance.now() - from;
}

Object.assign(globalThis, { fillUp, drain, sendPlainly });
