/**
 * A chunk that stands on another one imports it under the URL by which the tag does: with its version. Otherwise the file
 * is loaded twice, and a cache may have one of another release.
 *
 * @param {string} version
 * @returns {import('rollup').Plugin}
 */
export const sameRelease = (version) => ({
  name: 'same-release',
  // The statements stand on lines of their own here, which no source map speaks of.
  renderChunk: (code) => ({
    code: code.replace(/(['"]\.\/personalize-[a-z-]+\.min\.js)(?=['"];)/g, `$1?v=${version}`),
    map: null,
  }),
});
