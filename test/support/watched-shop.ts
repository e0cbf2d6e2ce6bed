/** The demo shop with the witness of test/pages/truth.js in each page, and with a disturbance if one is given. */
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { startShop } from '../../demo/shop/server.js';

/** A function of test/pages/disturbances.js. */
export type Disturbance = 'banner' | 'redraw';

export interface WatchedShop {
  url: string;
  close: () => Promise<void>;
}

/** Uses a new port each time, so that each visit starts with empty storage. */
export const startWatchedShop = async (endpoint: string, disturbance?: Disturbance): Promise<WatchedShop> => {
  const shop = await startShop({ port: 0, endpoint });
  const read = (name: string) => readFile(new URL(`../pages/${name}`, import.meta.url), 'utf8');
  const scripts = [await read('truth.js')];
  if (disturbance) {
    const start = `addEventListener('DOMContentLoaded', () => disturb('${disturbance}'));`;
    scripts.push(await read('disturbances.js'), start);
  }
  const head = scripts.map((script) => `<script>${script}</script>`).join('');
  const fetchPage = (url: string, cookie = '') => fetch(shop.url + url, { headers: { cookie } });
  const server = createServer(async ({ url = '/', headers }, response) => {
    try {
      // A kept-alive connection may be closed at the moment it is reused: retry once.
      const answer = await fetchPage(url, headers.cookie).catch(() => fetchPage(url, headers.cookie));
      const type = answer.headers.get('content-type') ?? '';
      const body = type.startsWith('text/html')
        ? (await answer.text()).replace('<head>', () => `<head>${head}`)
        : Buffer.from(await answer.arrayBuffer());
      response.writeHead(answer.status, { 'content-type': type, 'cache-control': 'no-cache' }).end(body);
    } catch {
      response.destroy(); // the shop has closed
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await shop.close();
    },
  };
};
