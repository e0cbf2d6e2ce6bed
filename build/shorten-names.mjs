/**
 * Shortens the names of variables after terser has compressed a bundle. UglifyJS reuses the same short names in more
 * scopes than terser does: this saves 1.1 % of the tag and up to 1 % of the chunks.
 */

import uglify from 'uglify-js';

/** @returns {import('rollup').Plugin} */
export const shortenNames = () => ({
  name: 'shorten-names',
  renderChunk(code, _chunk, { format, sourcemap }) {
    const result = uglify.minify(code, {
      compress: false,
      mangle: { toplevel: format === 'es' },
      output: { comments: /^!/ },
      sourceMap: Boolean(sourcemap) && { includeSources: false },
    });
    if (result.error) throw result.error;
    return { code: result.code, map: result.map };
  },
});
