/** Serves the npm package bundled: `/bundle/npm.js` and its chunks. */
import { fileURLToPath } from 'node:url';
import json from '@rollup/plugin-json';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';
import type { Site } from './site';

const entry = fileURLToPath(new URL('../../dist/index.js', import.meta.url));

export const serveBundled = async (site: Site): Promise<void> => {
  const bundle = await rollup({
    input: { npm: entry },
    plugins: [nodeResolve({ browser: true }), json()],
    preserveEntrySignatures: 'strict',
    onwarn: () => {},
  });
  const { output } = await bundle.generate({ format: 'es', chunkFileNames: '[name].js' });
  await bundle.close();
  for (const file of output) {
    site.route(`/bundle/${file.fileName}`, (_, response) => {
      response.writeHead(200, { 'content-type': 'text/javascript' });
      response.end(file.type === 'chunk' ? file.code : file.source);
    });
  }
};
