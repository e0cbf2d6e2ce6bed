/** Answers as a page gets them: what came over the network has an address and a type, which `new Response()` has not. */

/** As from another origin. */
export const overNetwork = (response: Response, url: string, type: ResponseType = 'cors'): Response =>
  Object.defineProperties(response, {
    url: { value: url, configurable: true },
    type: { value: type, configurable: true },
  });

/** As a service worker's own: it takes the address of the request. */
export const byWorker = (response: Response, url: string): Response => overNetwork(response, url, 'basic');
