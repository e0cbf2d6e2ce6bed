/**
 * Adds the version to the URL by which a chunk imports another chunk, as the tag does. With another URL the file would
 * be loaded twice, and a cached copy could belong to another release.
 *
 * @param {string} version
 * @returns {import('rollup').Plugin}
 */
export const sameRelease = (version) => ({
  name: 'same-release',
  // Each import statement is on its own line here, and the source map has no entry for these lines.
  renderChunk: (code) => ({
    code: code.replace(/(['"]\.\/personalize-[a-z-]+\.min\.js)(?=['"];)/g, `$1?v=${version}`),
    map: null,
  }),
});

/**
 * Prevents chunks of different releases from being linked. The minifier chooses the names of a chunk's exports anew for
 * each build, so in another release a name may belong to another function. Each release exports one more name that
 * contains the version, and a chunk that imports it fails to link to another release. Runs after the minifier, which
 * drops unused exports.
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
