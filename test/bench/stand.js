/** Starts the servers of a benchmark: a site with the files of one folder and of `dist`, a local AWS, and a browser. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { chromium } from 'playwright';
import { startLocalAws } from '../../demo/local-aws/server.js';
import { needBrowser } from '../support/engines/installed.js';

/**
 * @param {URL} folder
 * @param {string[]} [args] of Chromium
 */
export async function stand(folder, args = []) {
  const aws = await startLocalAws({ port: 0 });
  const site = createServer(async ({ url = '/' }, response) => {
    const { pathname } = new URL(url, 'http://site');
    const name = pathname === '/' ? 'page.html' : pathname.slice(1);
    const file = name.startsWith('dist/') ? new URL(`../../${name}`, import.meta.url) : new URL(name, folder);
    const body = await readFile(file).catch(() => undefined);
    const type = name.endsWith('.js') ? 'text/javascript' : 'text/html; charset=utf-8';
    response.writeHead(body ? 200 : 404, { 'content-type': type }).end(body);
  });
  await new Promise((resolve) => site.listen(0, '127.0.0.1', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (site.address());
  const browser = await chromium.launch({
    executablePath: needBrowser('chromium').executable,
    args: [...args, ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  return {
    aws,
    browser,
    url: `http://127.0.0.1:${port}/`,
    async close() {
      await browser.close();
      site.close();
      await aws.close();
    },
  };
}

/** @param {number[]} numbers */
export const median = (numbers) =>
  numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
