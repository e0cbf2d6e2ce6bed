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

/**
 * What a chunk exports to others is named by the minifier, each time anew: of another release, some other function may go
 * by that name. So a release has a name of its own among them, without which a chunk is not linked. Comes after minifiers,
 * which drop what nobody uses.
 *
 * @param {string} version
 * @returns {import('rollup').Plugin}
 */
export const linkedByRelease = (version) => ({
  name: 'linked-by-release',
  renderChunk(code, { imports }) {
    const name = `release_${version.replace(/\W/g, '_')}`;
    const links = imports.map((file) => `export{${name}}from"./${file}?v=${version}";`);
    return { code: `${code.trimEnd()}\n${links.join('') || `export const ${name}=1;`}\n`, map: null };
  },
});
