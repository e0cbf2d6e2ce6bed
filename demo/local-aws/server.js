/**
 * Starts the local AWS, in a test or in the demo. It can be closed and started again with the same state.
 *
 * It listens on 127.0.0.1 only, with one port for all services.
 */
import { createServer } from 'node:http';
import { listen } from '../listen.js';
import { exchange } from './exchange.js';
import { addFaults } from './faults.js';
import { helpText } from './help.js';
import { answerLocally } from './local-api.js';
import { logLine } from './log-line.js';
import { readRequest } from './request.js';
import { createState } from './state.js';

export { isPortTaken } from '../listen.js';
export { defaultPort } from './known.js';
export { createState };

/** @typedef {import('./faults.js').Fault} Fault */

/**
 * @typedef {object} LocalAws
 * @property {string} url without a trailing slash
 * @property {number} port
 * @property {import('./state.js').State} state
 * @property {(order: Partial<Fault> | Partial<Fault>[]) => void} fault same as `POST /_local/faults`; throws a
 *   `TypeError` if the order is invalid
 * @property {() => Promise<void>} close also closes every open connection, and keeps the state
 */

/**
 * Rejects when the port is taken, see {@link isPortTaken}.
 * @param {object} [options]
 * @param {number} [options.port] 0 for any free port
 * @param {(line: string) => void} [options.log] called with one line per request
 * @param {import('./state.js').State} [options.state] the state of an earlier local AWS
 * @returns {Promise<LocalAws>}
 */
export const startLocalAws = async ({ port = 0, log, state = createState() } = {}) => {
  const server = createServer((message, response) => {
    serve(message, response, state).catch((error) => {
      // The client disconnected before its request was complete. Any other error is a bug in the local AWS.
      if (message.destroyed && !message.complete) return;
      console.error(error);
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'x-amzn-ErrorType': 'InternalFailure' }).end();
    });
  });
  // Longer than a browser keeps an idle connection, so that no connection is closed at the moment it is reused.
  server.keepAliveTimeout = 400_000;
  const { close, ...address } = await listen(server, port);
  const stopLog = log && state.on((arrival) => arrival.kind === 'request' && log(logLine(arrival.request)));

  return {
    ...address,
    state,
    fault: (order) => {
      const result = addFaults(state, order);
      if ('wrong' in result) throw new TypeError(result.wrong);
    },
    close: () => {
      stopLog?.();
      return close();
    },
  };
};

/**
 * @param {import('node:http').IncomingMessage} message
 * @param {import('node:http').ServerResponse} response
 * @param {import('./state.js').State} state
 */
const serve = async (message, response, state) => {
  const request = await readRequest(message);
  if (request.path.startsWith('/_local/')) return answerLocally(request, response, state);
  // Someone has opened the address in a browser.
  if (request.path === '/' && (request.method === 'GET' || request.method === 'HEAD')) {
    return void response.writeHead(200, { 'Content-Type': 'text/plain; charset=utf-8' }).end(helpText);
  }
  return exchange(request, response, state);
};
