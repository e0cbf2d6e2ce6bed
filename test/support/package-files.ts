/** Serves files of npm packages, as a page that uses the package from a CDN loads them. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Site } from './site';

const packages = fileURLToPath(new URL('../../node_modules/', import.meta.url));

/** `files`: the path on the site, and the file in node_modules. */
export const serveFiles = (site: Site, files: Record<string, string>): void => {
  for (const [path, file] of Object.entries(files)) {
    const type = file.endsWith('.css') ? 'text/css' : 'text/javascript';
    site.route(path, (_, response) => {
      response.writeHead(200, { 'content-type': type }).end(readFileSync(packages + file));
    });
  }
};
