/** Causes of a chunk that cannot be loaded (F42) or is of another release (F43): how each fault begins and ends. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Route } from '../../support/site';
import type { Stage } from './stage';

const dist = process.env.PERSONALIZE_DIST ?? fileURLToPath(new URL('../../../dist', import.meta.url));
export const codeOf = (name: string): string => readFileSync(join(dist, name), 'utf8');
export const fileOf = (chunk: string): string => `personalize-${chunk}.min.js`;

/** Typical caching of files with a version in their URL: the browser does not revalidate. */
const FOR_A_YEAR = 'public, max-age=31536000, immutable';
const SCRIPT = { 'content-type': 'text/javascript' };

const answer =
  (status: number, headers: Record<string, string>, body = ''): Route =>
  (_request, response) =>
    void response.writeHead(status, headers).end(body);

const asScript = (code: string): Route => answer(200, SCRIPT, code);

export interface ChunkFault {
  /** The tag's options. */
  options?: (stage: Stage) => object;
  begin: (stage: Stage) => void;
  /** Makes the chunk available again in the same page. Without it, only the next page can load the chunk. */
  end?: (stage: Stage) => void;
  /** The folder from which the tag loads the chunk. */
  folder: (stage: Stage) => string;
}

const ofSite = (folder: string) => (stage: Stage) => `${stage.site.url}${folder}`;

/** The site answers the request for the chunk with this route. */
const instead = (route: (code: string) => Route, chunk = 'aws'): ChunkFault => {
  const path = `/dist/${fileOf(chunk)}`;
  return {
    begin: ({ site }) => site.route(path, route(codeOf(fileOf(chunk)))),
    end: ({ site }) => site.route(path, (_request, _response, serve) => serve()),
    folder: ofSite('/dist/'),
  };
};

/** The page contains the tag in another element, so that the chunk is not at the URL that the tag requests. */
const taggedBy = (element: string, folder: string, begin: (stage: Stage) => void): ChunkFault => ({
  begin(stage) {
    const page = readFileSync(new URL('../../pages/fault.html', import.meta.url), 'utf8')
      .replace('<script src="/dist/personalize.min.js"></script>', () => element)
      .replaceAll('__AWS__', stage.aws.url)
      .replaceAll('__CROSS_SITE__', stage.site.crossSiteUrl);
    stage.site.route('/fault.html', answer(200, { 'content-type': 'text/html; charset=utf-8' }, page));
    begin(stage);
  },
  end: ({ site }) => site.route(`${folder}${fileOf('aws')}`, asScript(codeOf(fileOf('aws')))),
  folder: ofSite(folder),
});

const tag = codeOf('personalize.min.js');

export const faults: Record<string, ChunkFault> = {
  'is missing': instead(() => answer(404, { 'content-type': 'text/plain' })),
  'is answered with an HTML page, as by a single-page app': instead(() =>
    answer(200, { 'content-type': 'text/html', 'cache-control': FOR_A_YEAR }, '<!doctype html><p>Welcome'),
  ),
  'is served as text/plain': instead((code) =>
    answer(200, { 'content-type': 'text/plain', 'x-content-type-options': 'nosniff' }, code),
  ),
  'is not next to the page that contains the tag inline': taggedBy(`<script>${tag}</script>`, '/', () => {}),
  'is not next to the bundle that contains the tag': taggedBy(
    '<script src="/assets/bundle.js"></script>',
    '/assets/',
    ({ site }) => site.route('/assets/bundle.js', asScript(`globalThis.other = 1;\n${tag}`)),
  ),
  'is blocked by the content security policy': {
    begin({ site, aws }) {
      const scripts = ['witness.js', 'fault.js', 'dist/personalize.min.js'].map(
        (path) => `${site.url}/${path}`,
      );
      site.csp(
        '/fault.html',
        `default-src 'self' 'unsafe-inline'; script-src 'unsafe-inline' ${scripts.join(' ')}; connect-src 'self' ${aws.url}`,
      );
    },
    folder: ofSite('/dist/'),
  },
  'is on another origin, without CORS': {
    ...instead((code) => asScript(code)),
    options: ({ site }) => ({ transportUrl: `${site.crossSiteUrl}/dist` }),
    folder: ({ site }) => `${site.crossSiteUrl}/dist/`,
  },
  'is aborted by an ad blocker': instead(() => (_request, response) => void response.destroy()),
};

export const missing = (chunk: string): ChunkFault =>
  instead(() => answer(404, { 'content-type': 'text/plain' }), chunk);

/** The chunk with another protocol number, which tag and chunks compare. */
const ofProtocol = (code: string, protocol: number | undefined): string => {
  const local = /([\w$]+) as protocol\b/;
  return protocol === undefined
    ? code.replace(local, '$1 as other')
    : `${code.replace(local, 'otherProtocol as protocol')}\nconst otherProtocol = ${protocol};`;
};

export const ofRelease = (protocol: number | undefined, chunk = 'aws'): ChunkFault =>
  instead(
    (code) => answer(200, { ...SCRIPT, 'cache-control': FOR_A_YEAR }, ofProtocol(code, protocol)),
    chunk,
  );

/** Minified export names differ between releases, even if the protocol is the same. */
export const namedOtherwise: ChunkFault = instead((code) => {
  const names = [...code.matchAll(/[\w$]+ as (\w)(?=[,}])/g)].map(([, name = '']) => name);
  const others = new Map(names.map((name, at) => [name, names[(at + 1) % names.length]]));
  return asScript(
    code
      .replace(/([\w$]+ as )(\w)(?=[,}])/g, (_, as, name) => as + others.get(name))
      .replace(/\brelease_\w+/, 'release_other'),
  );
});
