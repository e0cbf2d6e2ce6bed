/**
 * Compresses a bundle again after terser, and shortens the names of its variables and of our own properties. UglifyJS
 * reuses the same short names of variables in more scopes than terser does. Together this saves 2 % of the tag and up to
 * 1 % of the chunks, without the properties.
 */

import uglify from 'uglify-js';
import { checkModules, checkNoLongName, toShortNames } from './short-names.mjs';

/** @returns {import('rollup').Plugin} */
export const compressAgain = () => ({
  name: 'compress-again',
  renderChunk(code, { modules }, { format, sourcemap }) {
    checkModules(modules);
    const result = uglify.minify(code, {
      // With the defaults of these three the code is shorter, but gzip compresses it less.
      compress: { inline: false, varify: false, strings: false, passes: 3 },
      mangle: { toplevel: format === 'es', properties: toShortNames() },
      output: { comments: /^!/ },
      sourceMap: Boolean(sourcemap) && { includeSources: false },
    });
    if (result.error) throw result.error;
    checkNoLongName(result.code);
    return { code: result.code, map: result.map };
  },
});
