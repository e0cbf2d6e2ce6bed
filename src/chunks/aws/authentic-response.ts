/**
 * Whether an answer is the service's, or that of something on the way: a service worker of the page, its cache, a script
 * that wraps `fetch`, a proxy. A request fails when nobody knows what became of it, and is repeated; so the doubtful
 * answer costs a repeat, and the one that was wrongly believed costs the event.
 */

import { listOf, type SiteStorage } from '../../browser/site-storage';

/** Hosts with the ids of their last answers to any page: a service worker keeps an answer longer than a page lives. */
const KEY = 'personalize.answers';
/** Of each host, since Cognito is asked once an hour. An older answer of Personalize is told by its date. */
const MOST = 50;
const MOST_OF_OTHERS = 150;
const ID = 'x-amzn-requestid';
/** A clock may be a minute off and count as right (see `clock`), and a request lives ten seconds. */
const FAR_MS = 75_000;
const AMZ_DATE = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\dZ)$/;

export function createAuthenticityCheck(storage: SiteStorage) {
  /** Hosts that let the page read the id of a request that succeeded. */
  const showing = new Set<string>();
  /** An id is given to one answer only. */
  const known = new Set<string>();
  /** Addresses that have answered from another time. */
  const doubted = new Set<string>();

  const kept = () => listOf<unknown>(storage, KEY).filter(Array.isArray);
  const isKnown = (id: string) => known.has(id) || kept().some((each) => each[1] === id);
  /** Two tabs at once may lose an id of each other, which weakens the guard and nothing else. */
  function remember(host: string, id: string | null): void {
    if (!id) return;
    known.add(id);
    const isOwn = (each: unknown[]) => each[0] === host;
    const others = kept().filter((each) => !isOwn(each));
    const own = [...kept().filter(isOwn), [host, id]];
    storage.set(KEY, [...others.slice(-MOST_OF_OTHERS), ...own.slice(-MOST)]);
  }

  return (response: Response, url: string, signedAt = ''): boolean => {
    const { host, href, origin } = new URL(url);
    const id = response.headers.get(ID);
    // An opaque answer has the status 0, and nothing of AWS redirects.
    if (!response.status || response.redirected || (response.url && response.url !== href)) return false;
    // In the cache of a service worker an answer keeps its type, its address and its headers, and so its id.
    if (id ? isKnown(id) : response.ok && showing.has(host)) return false;
    /*
     * Signed now and answered long ago or in a while: a service worker has kept it from a page of before, or this clock was
     * set. It keeps one answer an address, which is known by its id from now on; where it is the clock the repeat will do.
     */
    const date = response.headers.get('date');
    if (response.ok && !doubted.has(href) && isFarFrom(signedAt, date)) {
      doubted.add(href);
      remember(host, id);
      return false;
    }
    /*
     * What tells a synthetic answer is its type (seen in Chromium, Firefox and WebKit): whatever came over the network
     * from another origin is 'cors', also where a service worker passes it on or has kept it; what the worker has made
     * with `new Response()`, or fetched from its own site, is 'basic', and what a script of the page has made 'default'.
     * The address tells nothing: a synthetic answer of a worker gets that of the request, one of a script has none, and
     * only what was fetched from elsewhere has another. Firefox does not ask the worker about keepalive requests.
     *
     * Some workers wrap every answer anew, to add a header to it, which makes AWS's own 'basic': it is believed for its
     * id, which nobody invents. An endpoint on the page's own origin is 'basic' like all that a worker makes; but
     * servers send a date, which is not hidden from pages of their own origin.
     */
    const isOwn = origin === globalThis.location?.origin;
    if (!id && (response.type !== (isOwn ? 'basic' : 'cors') || (isOwn && !date))) return false;
    remember(host, id);
    // Not of errors: those of another layer of the service could show what its answers do not.
    if (id && response.ok) showing.add(host);
    return true;
  };
}

function isFarFrom(signedAt: string, date: string | null): boolean {
  const parts = AMZ_DATE.exec(signedAt)?.slice(1);
  const ms = parts
    ? Date.parse(`${parts.slice(0, 3).join('-')}T${parts.slice(3).join(':')}`) - Date.parse(date ?? '')
    : 0;
  return Math.abs(ms) > FAR_MS;
}
