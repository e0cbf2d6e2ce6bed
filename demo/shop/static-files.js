/** Finds the files that a browser may request: scripts, styles, pictures and the built tag. */

import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

/** @typedef {{ type: string, body: string | Buffer }} File */

const folders = {
  '/dist/': new URL('../../dist/', import.meta.url),
  '/panel/': new URL('../panel/', import.meta.url),
  '/shop/': new URL('./', import.meta.url),
};

const types = /** @type {Record<string, string>} */ ({
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.map': 'application/json',
  '.svg': 'image/svg+xml',
});

/**
 * @param {string} path
 * @returns {Promise<File | undefined>}
 */
export async function findFile(path) {
  if (path === '/favicon.ico') return findFile('/shop/icon.svg');
  const [prefix, folder] = Object.entries(folders).find(([prefix]) => path.startsWith(prefix)) ?? [];
  const type = types[extname(path)];
  // Only plain names between slashes, so that a path cannot leave the folder.
  if (!prefix || !folder || !type || !/^(\/[a-z0-9-]+)+(\.[a-z0-9]+)+$/i.test(path)) return undefined;
  try {
    return { type, body: await readFile(fileURLToPath(new URL(path.slice(prefix.length), folder))) };
  } catch {
    return undefined; // no such file
  }
}
