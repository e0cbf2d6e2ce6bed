// @ts-nocheck: it runs as a service worker only.
/**
 * The page's own service worker, which answers for other hosts as set by a message `{ kind, times }`. Each such answer
 * is reported to the page server, so that a test knows about it.
 */
let order = { kind: 'pass', times: 0 };

addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => event.waitUntil(clients.claim()));
addEventListener('message', ({ data, ports }) => {
  order = data;
  ports[0].postMessage('taken');
});

const json = { headers: { 'content-type': 'application/json' } };
const kinds = {
  json: () => new Response('{}', json),
  empty: () => new Response(''),
  204: () => new Response(null, { status: 204 }),
  html: () => new Response('<h1>You are offline</h1>', { headers: { 'content-type': 'text/html' } }),
  opaque: ({ url }) => fetch(url, { mode: 'no-cors' }),
  page: () => fetch('/away.html'),
  /** Its own earlier answer, cached under a name derived from the address. */
  kept: async ({ url }) => (await caches.match(nameOf(url))) ?? new Response('{}', json),
};

const nameOf = (url) => `/kept/${encodeURIComponent(url)}`;

const passOn = async (request) => {
  const { url } = request;
  const answer = await fetch(request);
  if (order.kind === 'wrap') return new Response(answer.body, answer);
  if (order.kind === 'keep') await (await caches.open('kept')).put(nameOf(url), answer.clone());
  return answer;
};

addEventListener('fetch', (event) => {
  const { request } = event;
  if (new URL(request.url).origin === location.origin) return;
  if (!(order.kind in kinds) || order.times <= 0) return event.respondWith(passOn(request));
  order.times--;
  event.waitUntil(fetch('/occurrence', { method: 'POST', body: `the worker answered: ${order.kind}` }));
  event.respondWith(kinds[order.kind](request));
});
