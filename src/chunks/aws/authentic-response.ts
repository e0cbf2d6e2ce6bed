/**
 * Checks that a response is from the service, and not from something in between: a service worker of the page, its
 * cache, a script that wraps `fetch`, or a proxy. A request with an unknown outcome fails and is retried. So a wrong
 * rejection costs one retry, and a wrong acceptance costs the event.
 */

import { listOf, type SiteStorage } from '../../browser/site-storage';
import { parseAmzDate } from './amz-date';

/**
 * Hosts with the request ids of their last responses to any page: a service worker keeps a response longer than a page
 * lives.
 */
const KEY = 'personalize.answers';
/**
 * The limit is per host, because Cognito is called only once an hour. An older response of Personalize is detected by
 * its date.
 */
const MAX_IDS_PER_HOST = 50;
const MAX_IDS_OF_OTHER_HOSTS = 150;
const ID = 'x-amzn-requestid';
/** A clock offset below one minute needs no proof (see `clock`), and a request can take ten seconds. */
const FAR_MS = 75_000;

export function createAuthenticityCheck(storage: SiteStorage) {
  /** Hosts whose successful responses expose the request id to the page. */
  const exposing = new Set<string>();
  /** Request ids that this page has received. Each id belongs to one response only. */
  const known = new Set<string>();
  /** URLs that have returned a response with a date far from the signing time. */
  const doubted = new Set<string>();

  const kept = () => listOf<unknown>(storage, KEY).filter(Array.isArray);
  const isKnown = (id: string) => known.has(id) || kept().some((each) => each[1] === id);
  /** Two tabs that write at the same time may lose an id of each other. This only weakens the check. */
  function remember(host: string, id: string | null): void {
    if (!id) return;
    known.add(id);
    const all = [...kept(), [host, id]];
    const others = all.filter((each) => each[0] !== host);
    const own = all.filter((each) => each[0] === host);
    storage.set(KEY, [...others.slice(-MAX_IDS_OF_OTHER_HOSTS), ...own.slice(-MAX_IDS_PER_HOST)]);
  }

  return (response: Response, url: string, signedAt = ''): boolean => {
    const { host, href, origin } = new URL(url);
    const id = response.headers.get(ID);
    // An opaque response has status 0, and AWS never redirects.
    if (!response.status || response.redirected || (response.url && response.url !== href)) return false;
    // In the cache of a service worker a response keeps its type, URL and headers, and so its id.
    if (id ? isKnown(id) : response.ok && exposing.has(host)) return false;
    /*
     * The request was signed now, and the response is dated much earlier or later: a service worker has cached it for
     * an earlier page, or this device's clock was set. A service worker caches one response per URL, and from now on
     * its id is known. If the clock was set, the retry succeeds.
     */
    const date = response.headers.get('date');
    if (response.ok && !doubted.has(href) && isFarFrom(signedAt, date)) {
      doubted.add(href);
      remember(host, id);
      return false;
    }
    /*
     * A synthetic response is detected by its type (measured in Chromium, Firefox and WebKit). A response that came
     * over the network from another origin is 'cors', also if a service worker passes it on or has cached it. A
     * response that the worker created with `new Response()`, or fetched from its own site, is 'basic', and one that a
     * script of the page created is 'default'. The URL does not help: a synthetic response of a worker gets the URL of
     * the request, one of a script has none, and only a response that was fetched from elsewhere has another one.
     * Firefox does not pass keepalive requests to the worker.
     *
     * Some service workers wrap every response, for example to add a header. This makes AWS's own response 'basic': it
     * is accepted because of its id, which no worker invents. An endpoint on the page's own origin is 'basic', like
     * every response that a worker creates; but servers send a date, which is visible to pages of their own origin.
     */
    const isOwn = origin === globalThis.location?.origin;
    if (!id && (response.type !== (isOwn ? 'basic' : 'cors') || (isOwn && !date))) return false;
    remember(host, id);
    // Not for errors: another layer of the service may expose an id in its errors that the service's responses do not
    // expose.
    if (id && response.ok) exposing.add(host);
    return true;
  };
}

/** Without both dates, nothing is far. */
const isFarFrom = (signedAt: string, date: string | null): boolean =>
  Math.abs(parseAmzDate(signedAt) - Date.parse(date ?? '')) > FAR_MS;
