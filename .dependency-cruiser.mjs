/**
 * Which module may import which; `npm run check` applies it.
 *
 * The rules are about imports of values. Imports of types are erased before the rules see them
 * (`tsPreCompilationDeps: false`), so types may come from anywhere.
 */

const dataTypes = '^src/core/(event|limits|personal|protocol)\\.ts$';
const core = '^src/core/';
const browser = '^src/browser/';
const features =
  '^src/(attribution|delivery|entities|identity|impressions|interactions|loader|outbox|recommendations)/';
const drain = '^src/chunks/drain/';
/** Chunks that nothing else is bundled with. */
const ownChunks = '^src/chunks/(consent|crowd|data-layer|media|session|sight|slots)/';

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
    // Every bundle contains the data types, so they must import no other code but the small JSON serializer.
    forbid('data-types-import-nothing-else', dataTypes, srcExcept(dataTypes, '^src/browser/to-json\\.ts$')),
    forbid('core-imports-only-browser', core, srcExcept(core, browser)),

    // A wrapper around a browser API knows nothing about events, so that every folder can use it.
    forbid('browser-imports-only-itself', browser, srcExcept(browser)),

    // Features do not depend on each other: `compose.ts` connects them by passing functions.
    forbid('features-are-independent', features, srcExcept('^src/$1/', browser, core)),

    // A chunk is a separate bundle. What it shares with the tag is loaded twice, so it shares only small modules.
    forbid('chunk-imports-only-itself', ownChunks, srcExcept('^src/chunks/$1/', browser, core)),

    // `drain` claims what the outbox stores, and bridges the sessions of `identity`. It is bundled with each transport.
    forbid('drain-adds-the-outbox', drain, srcExcept(drain, '^src/(outbox|identity)/', browser, core)),
    forbid(
      'aws-adds-drain',
      '^src/chunks/aws/',
      srcExcept('^src/chunks/aws/', drain, '^src/outbox/', browser, core),
    ),

    // `runtime` and `datasets` are loaded together with `aws` and use its AWS SDK.
    forbid(
      'runtime-adds-aws',
      '^src/chunks/runtime/',
      srcExcept('^src/chunks/(aws|runtime)/', browser, core),
    ),
    forbid(
      'datasets-adds-aws-and-drain',
      '^src/chunks/datasets/',
      srcExcept('^src/chunks/(aws|datasets)/', drain, '^src/outbox/', browser, core),
    ),

    // A static import would put the chunk into the tag that every page loads.
    forbid('chunk-is-not-bundled', '^src/(?!chunks/)', { path: '^src/chunks/', dynamic: false }),

    // Entries import the api, which imports the composition root, which imports the rest.
    forbid('entries-use-the-api', '^src/(index|npm)\\.ts$', { path: '^src/compose' }),
    forbid('compose-is-below-the-api', '^src/compose', { path: '^src/api/' }),

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
