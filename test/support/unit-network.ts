/** Responses like those that a page receives: with a URL and a type, which `new Response()` does not set. */

/** An answer from another origin. */
export const overNetwork = (response: Response, url: string, type: ResponseType = 'cors'): Response =>
  Object.defineProperties(response, {
    url: { value: url, configurable: true },
    type: { value: type, configurable: true },
  });

/** An answer that a service worker creates: it has the URL of the request. */
export const byWorker = (response: Response, url: string): Response => overNetwork(response, url, 'basic');
