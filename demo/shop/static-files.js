/** The files a browser may have: scripts, styles, the built tag, and the pictures, which are drawn on demand. */

import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findProduct } from './catalogue.js';
import { drawHero } from './pictures/hero.js';
import { icon } from './pictures/icon.js';
import { drawPicture } from './pictures/picture.js';

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
});

/**
 * @param {string} path
 * @returns {Promise<File | undefined>}
 */
export async function findFile(path) {
  const picture = drawn(path);
  if (picture) return { type: 'image/svg+xml', body: picture };
  const [prefix, folder] = Object.entries(folders).find(([prefix]) => path.startsWith(prefix)) ?? [];
  const type = types[extname(path)];
  // Segments of plain names: nothing can climb out of the folder.
  if (!prefix || !folder || !type || !/^(\/[a-z0-9-]+)+(\.[a-z0-9]+)+$/i.test(path)) return undefined;
  try {
    return { type, body: await readFile(fileURLToPath(new URL(path.slice(prefix.length), folder))) };
  } catch {
    return undefined; // no such file
  }
}

/** @param {string} path */
function drawn(path) {
  if (path === '/shop/icon.svg' || path === '/favicon.ico') return icon;
  if (path === '/shop/pictures/hero.svg') return drawHero();
  const product = findProduct(/^\/shop\/pictures\/([a-z-]+)\.svg$/.exec(path)?.[1] ?? '');
  return product && drawPicture(product);
}
