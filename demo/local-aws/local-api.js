/**
 * Serves `/_local/`, which AWS does not have: it lists what arrived, accepts faults, and resets the state.
 *
 * Every origin may read it, so that the panel can run on another port.
 */
import { expireCredentials } from './credentials.js';
import { addFaults } from './faults.js';

/** @typedef {import('./request.js').Request} Request */
/** @typedef {import('./state.js').State} State */
/** @typedef {import('node:http').ServerResponse} ServerResponse */

const commonHeaders = {
  'Access-Control-Allow-Origin': '*',
  'Access-Control-Allow-Methods': 'GET, POST, DELETE, OPTIONS',
  'Access-Control-Allow-Headers': '*, content-type',
  'Cache-Control': 'no-store',
};

/** @type {Record<string, (state: State, request: Request, response: ServerResponse) => void>} */
const routes = {
  'GET events': (state, request, response) =>
    json(response, 200, /(^|&)ignored\b/.test(request.query) ? state.ignored : state.events),
  'GET requests': (state, _, response) => json(response, 200, state.requests),
  'GET users': (state, _, response) => json(response, 200, [...state.users.values()]),
  'GET items': (state, _, response) => json(response, 200, [...state.items.values()]),
  'GET stream': (state, _, response) => stream(state, response),
  'GET faults': (state, _, response) => json(response, 200, state.faults),
  'DELETE faults': (state, _, response) => {
    state.faults.length = 0;
    json(response, 200, state.faults);
  },
  'POST faults': (state, request, response) => {
    const result = addFaults(state, parse(request));
    if ('wrong' in result) json(response, 400, { message: result.wrong });
    else json(response, 200, result.added);
  },
  'POST cognito': (state, request, response) => {
    const wrong = orderCognito(state, parse(request));
    if (wrong !== undefined) json(response, 400, { message: wrong });
    else
      json(response, 200, {
        identities: state.identities.size,
        credentialsLifetimeMs: state.credentialsLifetimeMs,
      });
  },
  'POST reset': (state, _, response) => {
    state.reset();
    json(response, 200, {});
  },
};

/**
 * @param {Request} request
 * @param {ServerResponse} response
 * @param {State} state
 */
export const answerLocally = (request, response, state) => {
  if (request.method === 'OPTIONS') return void response.writeHead(204, commonHeaders).end();
  const name = request.path.slice('/_local/'.length);
  const method = request.method === 'HEAD' ? 'GET' : request.method;
  const route = Object.hasOwn(routes, `${method} ${name}`) ? routes[`${method} ${name}`] : undefined;
  if (route !== undefined) return route(state, request, response);
  const known = Object.keys(routes).map((each) => each.replace(' ', ' /_local/'));
  return json(response, 404, { message: `Unknown route. Available routes: ${known.join(', ')}` });
};

/**
 * Sends server-sent events: `request`, `event`, `reset`.
 * @param {State} state
 * @param {ServerResponse} response
 */
const stream = (state, response) => {
  response.writeHead(200, { ...commonHeaders, 'Content-Type': 'text/event-stream' });
  // The first bytes tell the client that it receives everything from now on.
  response.write(': listening\n\n');
  const stop = state.on((arrival) => {
    const { kind } = arrival;
    const data = kind === 'request' ? arrival.request : kind === 'event' ? arrival.event : {};
    response.write(`event: ${kind}\ndata: ${JSON.stringify(data)}\n\n`);
  });
  response.on('close', stop);
};

/**
 * @param {State} state
 * @param {unknown} order
 * @returns {string | undefined} what is wrong with the order
 */
const orderCognito = (state, order) => {
  const members =
    'credentialsLifetimeMs (a number from 1000), expireCredentials (true), forgetIdentities (true)';
  const mistake = `expected an object with ${members}`;
  if (typeof order !== 'object' || order === null || Array.isArray(order)) return mistake;
  const {
    credentialsLifetimeMs,
    expireCredentials: expire,
    forgetIdentities,
    ...others
  } = /** @type {any} */ (order);
  const lifetimeIsValid = credentialsLifetimeMs === undefined || credentialsLifetimeMs >= 1000;
  const flagsAreValid = [expire, forgetIdentities].every(
    (flag) => flag === undefined || typeof flag === 'boolean',
  );
  if (Object.keys(others).length > 0 || !lifetimeIsValid || !flagsAreValid) return mistake;
  if (credentialsLifetimeMs !== undefined) state.credentialsLifetimeMs = credentialsLifetimeMs;
  if (expire) expireCredentials(state);
  if (forgetIdentities) state.identities.clear();
  return undefined;
};

/** @param {Request} request */
const parse = (request) => {
  try {
    return JSON.parse(Buffer.from(request.body).toString());
  } catch {
    return undefined; // the route refuses it with its own message
  }
};

/**
 * @param {ServerResponse} response
 * @param {number} status
 * @param {unknown} value
 */
const json = (response, status, value) => {
  response
    .writeHead(status, { ...commonHeaders, 'Content-Type': 'application/json' })
    .end(`${JSON.stringify(value, null, 1)}\n`);
};
