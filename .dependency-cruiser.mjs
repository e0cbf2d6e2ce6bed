/**
 * Which module may import which; `npm run check` applies it.
 *
 * The rules are about imports of values. Imports of types are erased before the rules see them
 * (`tsPreCompilationDeps: false`), so types may come from anywhere.
 */

const dataTypes = '^src/(event|limits|protocol)\\.ts$';
const browser = '^src/browser/';
const pipeline = '^src/(attribution|capture|delivery|outbox|visitor)/';
const chunkEntry = '^src/(aws|slots)/(?:index|sending)\\.ts$';
const chunkPart = '^src/(aws|slots)/(?!(?:index|sending)\\.ts$)';
const checked = '^(src|demo|test)/';
const emptyName = `${checked}(.*[-/])?(utils?|helpers?|manager|service)[-./]`;
const folderNotInKebabCase = `${checked}.*[^a-z0-9./-].*/`;

/**
 * @param {string} name
 * @param {string} from
 * @param {import('dependency-cruiser').IRegularForbiddenRuleType['to']} to
 * @returns {import('dependency-cruiser').IForbiddenRuleType}
 */
const forbid = (name, from, to) => ({ name, severity: 'error', from: { path: from }, to });

/** @param {string[]} allowed `$1` is the first group in the `from` of the rule. */
const srcExcept = (...allowed) => ({ path: '^src/', pathNot: allowed });

/** @type {import('dependency-cruiser').IConfiguration} */
export default {
  forbidden: [
    // Every bundle contains the data types, so they must not pull in other code; what writes them as JSON is small.
    forbid('data-types-import-nothing-else', dataTypes, srcExcept(dataTypes, '^src/browser/to-json\\.ts$')),

    // A wrapper around a browser API knows nothing about events, so that every folder can use it.
    forbid('browser-imports-only-itself', browser, srcExcept(browser)),

    // The folders of the pipeline do not depend on each other: `start.ts` connects them by passing functions.
    forbid('pipeline-folders-are-independent', pipeline, srcExcept('^src/$1/', browser, dataTypes)),

    // A chunk is a separate bundle. What it shares with the tag is loaded twice, so it shares only small modules.
    forbid('chunk-imports-only-itself', chunkPart, srcExcept('^src/$1/', browser, dataTypes)),

    // The entry of a chunk, and `sending`, are composition roots, so they also import parts of the pipeline.
    forbid('chunk-entry-adds-the-pipeline', chunkEntry, srcExcept('^src/$1/', browser, dataTypes, pipeline)),

    // The `runtime` chunk is loaded together with the `aws` chunk and uses its AWS SDK.
    forbid('runtime-adds-aws', '^src/runtime/', srcExcept('^src/(aws|runtime)/', browser, dataTypes)),

    // The `datasets` chunk composes a sending and an outbox of its own, on the `aws` chunk.
    forbid(
      'datasets-adds-aws-and-the-pipeline',
      '^src/datasets/',
      srcExcept('^src/(aws|datasets)/', browser, dataTypes, pipeline),
    ),

    // A static import would put the chunk into the tag that every page loads.
    forbid('chunk-is-not-bundled', '^src/[^/]+$', {
      path: '^src/(aws|datasets|runtime|slots)/',
      dynamic: false,
    }),

    // The tag loads a chunk by its URL. Only the npm package relies on a bundler to resolve `import()`.
    forbid('only-npm-imports-lazily', '^src/(?!npm\\.ts$)', { path: '^src/', dynamic: true }),

    // An entry has effects on load.
    forbid('entry-is-not-imported', '^src/', { path: '^src/(index|npm)\\.ts$' }),

    // In a cycle one module runs before the values that it imports are defined.
    forbid('no-cycle', checked, { circular: true }),
  ],
  required: [
    // A path says what the code is for. No import can meet this requirement: rename the file or folder.
    {
      name: 'path-has-a-meaning',
      severity: 'error',
      module: { path: [emptyName, folderNotInKebabCase] },
      to: { path: '^$' },
    },
  ],
  options: { exclude: 'node_modules', tsPreCompilationDeps: false },
};
