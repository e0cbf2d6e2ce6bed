/** Lists all bundles; one function describes one kind of bundle. */

import { readFileSync } from 'node:fs';
import json from '@rollup/plugin-json';
import terser from '@rollup/plugin-terser';
import { dts } from 'rollup-plugin-dts';
import license from 'rollup-plugin-license';
import { compressAgain } from './build/compress-again.mjs';
import { constToLet } from './build/const-to-let.mjs';
import { leaveOut } from './build/leave-out.mjs';
import { sameClient } from './build/same-client.mjs';
import { linkedByRelease, sameRelease } from './build/same-release.mjs';
import { checkNoLongName } from './build/short-names.mjs';
import { source } from './build/source.mjs';

const pkg = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'));

/**
 * Fails the build for every warning about our own code, such as a cycle inside src/.
 *
 * @type {import('rollup').WarningHandlerWithDefault}
 */
const onwarn = (warning, warn) => {
  if (warning.code === 'CIRCULAR_DEPENDENCY' && warning.ids?.every((id) => id.includes('node_modules')))
    return;
  if (warning.code === 'THIS_IS_UNDEFINED' && warning.id?.includes('node_modules')) return;
  warn(warning);
  throw new Error(warning.message);
};

/** The output folder: `rollup -c --environment DIST:some/folder,TIMEOUT_SCALE:0.3`. */
const dist = process.env.DIST ?? 'dist';

/**
 * Writes the licences of the bundled packages to a file, and its name to the first line of the bundle.
 *
 * @param {string} file
 */
const licences = (file) => {
  const plugin = license({
    banner: {
      commentStyle: 'none',
      content: `/*! personalize-tag ${pkg.version}<%= dependencies.length ? ', ${file}.LICENSES.txt' : '' %> */`,
    },
    thirdParty: { includePrivate: false, output: { file: `${dist}/${file}.LICENSES.txt` } },
  });
  const render = /** @type {import('rollup').RenderChunkHook} */ (plugin.renderChunk);
  // Without this check the plugin treats all files of a build as one file.
  /** @type {import('rollup').RenderChunkHook} */
  const renderChunk = function (code, rendered, ...rest) {
    return rendered.fileName === file ? render.call(this, code, rendered, ...rest) : null;
  };
  return { ...plugin, renderChunk };
};

const minify = () => [
  constToLet(),
  terser({
    ecma: 2021,
    mangle: false,
    compress: { passes: 3, inline: 2, unsafe_arrows: true, pure_getters: true, keep_fargs: false },
    format: { comments: /^!/ },
  }),
  compressAgain(),
];

/** Removes comments, which the types contain too. Comments that bundlers read stay. */
const withoutComments = () =>
  terser({
    ecma: 2021,
    compress: false,
    mangle: false,
    format: { beautify: true, comments: /webpackIgnore|@vite-ignore/ },
  });

const tag = () => ({
  input: 'src/index.ts',
  // The directive is not needed: the compiler already makes the checks of strict mode.
  output: { file: `${dist}/personalize.min.js`, format: 'iife', sourcemap: true, strict: false },
  plugins: [...source(), ...minify(), licences('personalize.min.js')],
  onwarn,
});

/**
 * The modules of the chunks that import the `aws` chunk, each chunk in its own file.
 *
 * @type {Record<string, RegExp>}
 */
const BESIDE_AWS = {
  runtime: /\/(src\/chunks\/runtime|client-personalize-runtime)\//,
  datasets: /\/src\/chunks\/datasets\/|\/Put(Users|Items)Command\.js$/,
};

/**
 * The `aws` chunk, which sends events, and the `runtime` and `datasets` chunks, which import it. So the SDK is loaded
 * once, and a page that only sends events waits for no other file.
 *
 * @returns {import('rollup').RollupOptions}
 */
const aws = () => ({
  input: {
    aws: 'src/chunks/aws/index.ts',
    runtime: 'src/chunks/runtime/index.ts',
    datasets: 'src/chunks/datasets/index.ts',
  },
  output: {
    dir: dist,
    entryFileNames: 'personalize-[name].min.js',
    chunkFileNames: 'personalize-[name].min.js',
    manualChunks: (id) =>
      Object.keys(BESIDE_AWS).find((name) => BESIDE_AWS[name]?.test(id.split('\\').join('/'))) ?? 'aws',
    format: 'es',
    sourcemap: true,
  },
  preserveEntrySignatures: 'allow-extension',
  plugins: [
    leaveOut(),
    sameClient(),
    sameRelease(pkg.version),
    ...source(),
    json(),
    ...minify(),
    linkedByRelease(pkg.version),
    licences('personalize-aws.min.js'),
    licences('personalize-runtime.min.js'),
    licences('personalize-datasets.min.js'),
  ],
  onwarn,
});

/**
 * A lazy-loaded chunk without imports of other chunks.
 *
 * @param {string} name
 * @param {string} input
 * @returns {import('rollup').RollupOptions}
 */
const chunk = (name, input) => ({
  input,
  output: {
    file: `${dist}/personalize-${name}.min.js`,
    format: 'es',
    sourcemap: true,
    inlineDynamicImports: true,
  },
  plugins: [...source(), ...minify(), licences(`personalize-${name}.min.js`)],
  onwarn,
});

/** The npm package, for bundlers. Dependencies stay external, so that a site has one copy of each and can update it. */
const npm = () => ({
  input: 'src/npm.ts',
  output: {
    dir: dist,
    entryFileNames: 'index.js',
    chunkFileNames: 'personalize-[name].js',
    format: 'es',
    sourcemap: true,
  },
  external: [...Object.keys(pkg.dependencies), /^@smithy\//],
  preserveEntrySignatures: 'allow-extension',
  plugins: [...source(), withoutComments()],
  onwarn,
});

const types = () => ({
  input: 'src/npm.ts',
  output: { file: `${dist}/index.d.ts`, format: 'es' },
  external: [/^@(aws-sdk|smithy)\//, 'idb-keyval'],
  plugins: [dts(), { name: 'public-names', renderChunk: checkNoLongName }],
  onwarn,
});

export default [
  tag(),
  aws(),
  chunk('media', 'src/chunks/media/index.ts'),
  chunk('sight', 'src/chunks/sight/index.ts'),
  chunk('crowd', 'src/chunks/crowd/index.ts'),
  chunk('data-layer', 'src/chunks/data-layer/index.ts'),
  chunk('session', 'src/chunks/session/index.ts'),
  chunk('consent', 'src/chunks/consent/index.ts'),
  chunk('slots', 'src/chunks/slots/index.ts'),
  npm(),
  types(),
];
