/**
 * The local AWS as a value: start it in a test or a demo, close it, start it again on the same state.
 *
 * Listens on 127.0.0.1 only, one port for all services.
 */
import { createServer } from 'node:http';
import { exchange } from './exchange.js';
import { addFaults } from './faults.js';
import { helpText } from './help.js';
import { answerLocally } from './local-api.js';
import { logLine } from './log-line.js';
import { readRequest } from './request.js';
import { createState } from './state.js';

export { defaultPort } from './known.js';
export { createState };

/** @typedef {import('./faults.js').Fault} Fault */

/**
 * @typedef {object} LocalAws
 * @property {string} url without a slash at the end
 * @property {number} port
 * @property {import('./state.js').State} state
 * @property {(order: Partial<Fault> | Partial<Fault>[]) => void} fault as `POST /_local/faults`; throws on a mistake in it
 * @property {() => Promise<void>} close also cuts every open connection; the state stays
 */

/**
 * Rejects when the port is taken, see {@link isPortTaken}.
 * @param {object} [options]
 * @param {number} [options.port] 0 for any free one
 * @param {(line: string) => void} [options.log] one line a request
 * @param {import('./state.js').State} [options.state] of an earlier one
 * @returns {Promise<LocalAws>}
 */
export const startLocalAws = async ({ port = 0, log, state = createState() } = {}) => {
  const server = createServer((message, response) => {
    serve(message, response, state).catch((error) => {
      // The client left in the middle of its request, or a mistake of ours.
      if (message.destroyed && !message.complete) return;
      console.error(error);
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'x-amzn-ErrorType': 'InternalFailure' }).end();
    });
  });
  // Longer than a browser keeps an idle connection, so that none is cut just as it is used again.
  server.keepAliveTimeout = 400_000;
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(undefined));
  });
  const stopLog = log && state.on((arrival) => arrival.kind === 'request' && log(logLine(arrival.request)));

  const address = server.address();
  const actualPort = typeof address === 'object' && address !== null ? address.port : port;
  return {
    url: `http://127.0.0.1:${actualPort}`,
    port: actualPort,
    state,
    fault: (order) => {
      const result = addFaults(state, order);
      if ('wrong' in result) throw new TypeError(result.wrong);
    },
    close: () =>
      new Promise((resolve) => {
        stopLog?.();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};

/**
 * @param {unknown} error what {@link startLocalAws} rejected with
 */
export const isPortTaken = (error) =>
  error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';

/**
 * @param {import('node:http').IncomingMessage} message
 * @param {import('node:http').ServerResponse} response
 * @param {import('./state.js').State} state
 */
const serve = async (message, response, state) => {
  const request = await readRequest(message);
  if (request.path.startsWith('/_local/')) return answerLocally(request, response, state);
  // A person who opens the address in a browser.
  if (request.path === '/' && (request.method === 'GET' || request.method === 'HEAD')) {
    return void response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8' }).end(helpText);
  }
  return exchange(request, response, state);
};
