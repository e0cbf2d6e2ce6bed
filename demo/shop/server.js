/** Serves the shop, the demo page and the built tag. Only this computer can reach the server. */

import { createServer } from 'node:http';
import { listen } from '../listen.js';
import { deskPage } from '../panel/desk-page.js';
import { readCustomer } from './customer.js';
import { notFoundPage } from './pages/cart.js';
import { layout } from './pages/layout.js';
import { findPage } from './routes.js';
import { findFile } from './static-files.js';

/**
 * @param {{ port: number, endpoint: string }} options `endpoint` is the URL of the local AWS
 * @returns {Promise<import('../listen.js').Listening>} rejects when the port is taken
 */
export async function startShop({ port, endpoint }) {
  const server = createServer((request, response) => {
    answer(request, endpoint)
      .catch(toServerError)
      .then(({ status, type, body, headers }) => {
        response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-cache', ...headers });
        response.end(request.method === 'HEAD' ? undefined : body);
      });
  });
  return listen(server, port);
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
function toServerError(error) {
  console.error(error);
  return { status: 500, type: 'text/plain', body: 'The demo failed. See the terminal.' };
}

/**
 * @param {number} status
 * @param {import('./html.js').Html} page
 * @returns {Answer}
 */
const html = (status, page) => ({ status, type: 'text/html; charset=utf-8', body: page.markup });
