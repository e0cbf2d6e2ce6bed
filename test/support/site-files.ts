/** Serves files: test/pages at the root, dist and snippet under their names. */
import { readFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const dist = process.env.PERSONALIZE_DIST ?? join(root, 'dist');

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
};

export const createFileServer =
  (variables: () => Record<string, string>) =>
  async (path: string, response: ServerResponse): Promise<void> => {
    // Every browser requests it, no page has one, and a 404 would log a console error.
    if (path === '/favicon.ico') return void response.writeHead(204).end();
    const file = fileOf(decodeURIComponent(path));
    try {
      let body: string | Buffer = await readFile(file);
      if (file.endsWith('.html')) body = fill(body.toString(), variables());
      response.setHeader('content-type', types[extname(file)] ?? 'application/octet-stream');
      // For a module loaded from the other host name of the site, and for `crossorigin` on the tag.
      response.setHeader('access-control-allow-origin', '*');
      response.end(body);
    } catch {
      response.writeHead(404, { 'content-type': 'text/plain' }).end(`No such page: ${path}`);
    }
  };

const fileOf = (path: string): string => {
  if (path.includes('..')) return '';
  const [, top = '', ...rest] = path.split('/');
  if (top === 'dist') return join(dist, ...rest);
  return top === 'snippet' ? join(root, path) : join(root, 'test/pages', path);
};

const fill = (html: string, variables: Record<string, string>): string =>
  Object.entries(variables).reduce((text, [name, value]) => text.replaceAll(name, value), html);
