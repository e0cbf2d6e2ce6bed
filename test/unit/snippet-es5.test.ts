/** The snippet and the recipes are ES5, because Google Tag Manager accepts only ES5 and does not compile. */

import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'acorn';
import { minify } from 'terser';
import { expect, test } from 'vitest';

test('the stub is ES5, as source and minified', async () => {
  const source = readFileSync(new URL('../../snippet/snippet.js', import.meta.url), 'utf8');
  const { code = '' } = await minify(source, { ecma: 5, compress: { passes: 3 } });
  for (const each of [source, code]) expect(() => parse(each, { ecmaVersion: 5 })).not.toThrow();
});

test('the recipes for consent platforms are ES5', () => {
  const folder = new URL('../../snippet/consent/', import.meta.url);
  const names = readdirSync(folder);
  expect(names).toHaveLength(6);
  for (const name of names) {
    const source = readFileSync(new URL(name, folder), 'utf8');
    expect(() => parse(source, { ecmaVersion: 5 }), name).not.toThrow();
  }
});
