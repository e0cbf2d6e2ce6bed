/** The ways in which a chunk does not come, or is not the one that the tag was built with. */
import type { Route } from '../../support/site';
import type { Stage } from './stage';

export const chunkPath = (name = 'aws'): string => `/dist/personalize-${name}.min.js`;

export interface ChunkFault {
  /** From now on, for pages that are opened then. */
  begin(stage: Stage, path: string): void;
  /** Where the page is, and where it looks for the chunk. */
  page?: string;
  address?(stage: Stage): string;
  /** Within the page that met it; without it the next page has no fault. */
  end?(stage: Stage, path: string): void;
}

const serveAgain = ({ site }: Stage, path: string): void =>
  site.route(path, (_request, _response, serve) => serve());
const answer = (route: Route): ChunkFault => ({
  begin: ({ site }, path) => site.route(path, route),
  end: serveAgain,
});
const script = (text: string): ChunkFault =>
  answer((_, response) => void response.writeHead(200, { 'content-type': 'text/javascript' }).end(text));

const withoutHeader = (unwanted: string): Route => {
  return (_request, response, serve) => {
    const setHeader = response.setHeader.bind(response);
    response.setHeader = (name, value) => (name === unwanted ? response : setHeader(name, value));
    return serve();
  };
};
const otherHost = (stage: Stage, path: string): string => stage.site.crossSiteUrl + path;
const transportUrl = (stage: Stage): void => stage.options({ transportUrl: otherHost(stage, '/dist/') });

/** The page of the scenarios with the tag inside the site's own script, which lies elsewhere. */
const bundled = '/bundled.html';
const textOf = async (stage: Stage, path: string): Promise<string> =>
  (await fetch(stage.site.url + path)).text();

export const missing: Record<string, ChunkFault> = {
  'is missing': answer((_, response) => void response.writeHead(404).end()),
  'is the page of a site with one page': answer(
    (_, response) =>
      void response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Shop</title>'),
  ),
  'is served as text/plain': answer(async (_request, response, serve) => {
    const setHeader = response.setHeader.bind(response);
    setHeader('x-content-type-options', 'nosniff');
    response.setHeader = (name, value) => setHeader(name, name === 'content-type' ? 'text/plain' : value);
    await serve();
  }),
  'is blocked by an ad blocker': answer((_, response) => void response.destroy()),
  'is blocked by CORS': {
    begin(stage, path) {
      transportUrl(stage);
      stage.site.route(path, withoutHeader('access-control-allow-origin'));
    },
    address: (stage) => otherHost(stage, chunkPath()),
    end: serveAgain,
  },
  'is blocked by the CSP': {
    begin(stage) {
      transportUrl(stage);
      const policy = "script-src 'self' 'unsafe-inline' 'unsafe-eval'";
      stage.site.headers('/fault.html', { 'content-security-policy': policy });
    },
    address: (stage) => otherHost(stage, chunkPath()),
  },
  'is not beside the script that the tag was concatenated into': {
    page: bundled,
    begin(stage) {
      const { site } = stage;
      site.route(bundled, async (_, response) => {
        const page = await textOf(stage, '/fault.html');
        response.setHeader('content-type', 'text/html; charset=utf-8');
        response.end(page.replace('/dist/personalize.min.js', '/assets/site.js'));
      });
      site.route('/assets/site.js', async (_, response) => {
        response.setHeader('content-type', 'text/javascript');
        response.end(`window.shop = {};\n${await textOf(stage, '/dist/personalize.min.js')}`);
      });
    },
    address: ({ site }) => `${site.url}/assets/personalize-aws.min.js`,
    end: (stage) =>
      stage.site.route('/assets/personalize-aws.min.js', async (_, response) => {
        response.setHeader('content-type', 'text/javascript');
        response.end(await textOf(stage, chunkPath()));
      }),
  },
};

/** Taken for ours it would delete what waits. */
const other = (protocol: string): string => `${protocol}
export function createDelivery({ outbox }) {
  outbox.clear(Infinity);
  return { storing() {}, stored() {}, leave() {}, start() {}, flush() {}, stop() {} };
}`;

export const otherRelease: Record<string, ChunkFault> = {
  'older and has no number': script(other('')),
  older: script(other('export const protocol = 0;')),
  newer: script(other('export const protocol = 1000;')),
};
