/** The snippet in the README equals snippet/snippet.js. */

import { readFileSync } from 'node:fs';
import { minify } from 'terser';
import { expect, test } from 'vitest';

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
/** Keeps the function and its arguments apart, for readers. */
const compress = { reduce_vars: false, inline: 0, collapse_vars: false, unused: false };

test('the README contains the current snippet', async () => {
  const { code = '' } = await minify(read('snippet/snippet.js'), { ecma: 5, compress });
  const pasted = /<script>\n(!function.*?)<\/script>/s.exec(read('README.md'))?.[1];
  expect(pasted?.replaceAll('\n', '')).toBe(code.replaceAll('\n', ''));
});
