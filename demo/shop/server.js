/** Serves the shop, the desk around it and the built tag, to this computer only. */

import { createServer } from 'node:http';
import { deskPage } from '../panel/desk-page.js';
import { readCustomer } from './customer.js';
import { notFoundPage } from './pages/cart.js';
import { layout } from './pages/layout.js';
import { findPage } from './routes.js';
import { findFile } from './static-files.js';

/**
 * @param {{ port: number, endpoint: string }} options
 * @returns {Promise<{ url: string, port: number, close: () => Promise<void> }>} rejects when the port is taken
 */
export async function startShop({ port, endpoint }) {
  const server = createServer((request, response) => {
    answer(request, endpoint)
      .catch(toMistake)
      .then(({ status, type, body, headers }) => {
        response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-cache', ...headers });
        response.end(request.method === 'HEAD' ? undefined : body);
      });
  });
  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve(undefined));
  });
  const address = /** @type {import('node:net').AddressInfo} */ (server.address());
  return {
    url: `http://127.0.0.1:${address.port}`,
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * @typedef {{ status: number, type: string, body: string | Buffer, headers?: Record<string, string> }} Answer
 *
 * @param {import('node:http').IncomingMessage} request
 * @param {string} endpoint
 * @returns {Promise<Answer>}
 */
async function answer({ method, url = '/', headers }, endpoint) {
  if (method !== 'GET' && method !== 'HEAD') {
    return { status: 405, type: 'text/plain', body: 'Only GET and HEAD.', headers: { Allow: 'GET, HEAD' } };
  }
  const path = url.split('?')[0] ?? '/';
  if (path === '/') return html(200, deskPage({ endpoint }));
  if (path === '/shop') return { status: 308, type: 'text/plain', body: '', headers: { Location: '/shop/' } };

  const file = await findFile(path);
  if (file) return { status: 200, ...file };
  const page = findPage(path);
  const customer = readCustomer(headers.cookie ?? '');
  return html(
    page ? 200 : 404,
    layout(page ?? notFoundPage(path), { endpoint, ...(customer && { customer }) }),
  );
}

/** @param {unknown} error @returns {Answer} */
function toMistake(error) {
  console.error(error);
  return { status: 500, type: 'text/plain', body: 'A mistake of the demo: see the terminal.' };
}

/**
 * @param {number} status
 * @param {import('./html.js').Html} page
 * @returns {Answer}
 */
const html = (status, page) => ({ status, type: 'text/html; charset=utf-8', body: page.markup });
