/**
 * The web site under test: test/pages, dist and snippet on a free loopback port, under two host names, so that
 * navigating from `site.url` to `site.crossSiteUrl` is cross-site.
 *
 * In HTML pages, `__AWS__`, `__SITE__` and `__CROSS_SITE__` are replaced with addresses. The site also records what
 * pages and browsers report: `POST /occurrence` by the page, CSP reports by the browser.
 */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createArrivals } from './arrivals';
import { createFileServer } from './site-files';

export type Route = (
  request: IncomingMessage,
  response: ServerResponse,
  /** Answers as if there were no route. */
  serve: () => Promise<void>,
) => void | Promise<void>;

export interface SiteRequest {
  method: string;
  path: string;
  status: number;
  cookie: string | undefined;
}

export type Site = Awaited<ReturnType<typeof startSite>>;

export const startSite = async (variables: () => Record<string, string>) => {
  const routes = new Map<string, Route>();
  const headers = new Map<string, Record<string, string>>();
  const requests: SiteRequest[] = [];
  const occurrences: string[] = [];
  const cspReports: string[] = [];
  const arrivals = createArrivals(() => `occurrences: ${occurrences.join(', ') || 'none'}`);

  const serveFile = createFileServer(() => ({
    ...variables(),
    __SITE__: url,
    __CROSS_SITE__: crossSiteUrl,
  }));

  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    if (request.method === 'POST' && pathname === '/occurrence') {
      occurrences.push(await readBody(request));
      // A sandboxed page posts from an opaque origin.
      response.writeHead(204, { 'access-control-allow-origin': '*' }).end();
      return arrivals.notify();
    }
    if (request.method === 'POST' && pathname === '/csp-report') {
      cspReports.push(await readBody(request));
      response.writeHead(204).end();
      return arrivals.notify();
    }
    const { method = '', headers: sent } = request;
    response.once('close', () => {
      requests.push({ method, path: pathname, status: response.statusCode, cookie: sent.cookie });
      arrivals.notify();
    });
    for (const [name, value] of Object.entries(headers.get(pathname) ?? {})) response.setHeader(name, value);
    const serve = (): Promise<void> => serveFile(pathname, response);
    await (routes.get(pathname) ?? ((_request, _response, go) => go()))(request, response, serve);
  };

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  const port = await listenOnNewPort(server);
  const url = `http://127.0.0.1:${port}`;
  const crossSiteUrl = `http://localhost:${port}`;

  return {
    url,
    crossSiteUrl,
    /** Finished requests, without occurrences and CSP reports. */
    requests,
    /** The texts posted by pages, in the order of arrival. */
    occurrences,
    cspReports,
    /** Answers a path instead of the file, for this test; `serve()` falls back to the file. */
    route: (path: string, route: Route): void => void routes.set(path, route),
    /** Serves the files again, without the headers of a test. */
    clearRoutes: (): void => {
      routes.clear();
      headers.clear();
    },
    /** Adds headers to a path, for this test. */
    headers: (path: string, extra: Record<string, string>): void =>
      void headers.set(path, { ...headers.get(path), ...extra }),
    /** Sets a content security policy for a path; violations are added to `cspReports`, and fail the test. */
    csp: (path: string, policy: string): void =>
      void headers.set(path, {
        ...headers.get(path),
        'content-security-policy': `${policy}; report-uri /csp-report`,
      }),
    /** Waits for the condition, which is checked at every arrival. */
    until: arrivals.until,
    close: (): Promise<void> =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

/**
 * Ports used by this worker. Tests may share a browser, and a reused port would expose data stored by an earlier test.
 */
const portsBefore = new Set<number>();

const listenOnNewPort = async (server: Server): Promise<number> => {
  for (;;) {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    if (!portsBefore.has(port)) {
      portsBefore.add(port);
      return port;
    }
    await new Promise((resolve) => server.close(resolve));
  }
};

const readBody = async (request: IncomingMessage): Promise<string> => {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  return Buffer.concat(chunks).toString();
};
