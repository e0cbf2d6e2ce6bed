/**
 * dependency-cruiser and Biome, as configured here, find each violation in an artificial tree and accept a correct one.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import { expect, onTestFinished, test } from 'vitest';
import config from '../../.dependency-cruiser.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const biome = join(root, 'node_modules/.bin/biome');
const configuration = ['biome.json', 'build/no-definite-assignment.grit'];
type Diagnostic = { category: string; location: { path: string } };
const lines = (count: number): string => 'export {};\n'.repeat(count);

const correct: [path: string, text: string][] = [
  ['src/core/event.ts', "import './limits';"],
  ['src/core/limits.ts', lines(200)],
  ['src/core/recorder.ts', "import '../browser/listen';"],
  ['src/browser/listen.ts', "import type { Row } from '../core/event'; export const rows: Row[] = [];"],
  ['src/interactions/click.ts', "import '../browser/listen'; export type { Row } from '../outbox/rows';"],
  [
    'src/outbox/rows.ts',
    "import type { Row as Click } from '../interactions/click'; export type Row = Click;",
  ],
  ['src/identity/user.ts', "import '../core/limits';"],
  ['src/chunks/drain/claims.ts', "import '../../outbox/rows'; import '../../identity/user';"],
  ['src/chunks/aws/index.ts', "import '../../outbox/rows'; import './sdk'; import '../drain/claims';"],
  ['src/chunks/aws/sdk.ts', "import '../../core/limits';"],
  ['src/chunks/runtime/index.ts', "import '../aws/sdk';"],
  [
    'src/chunks/datasets/index.ts',
    "import '../aws/sdk'; import '../drain/claims'; import '../../outbox/rows';",
  ],
  ['src/compose.ts', "import './interactions/click'; import './outbox/rows';"],
  ['src/api/api.ts', "import '../compose'; import '../core/event';"],
  ['src/index.ts', "import './api/api'; import 'idb-keyval';"],
  ['src/npm.ts', "import './api/api'; export const load = () => import('./chunks/aws/index');"],
  ['demo/main.js', lines(201)],
  ['test/run.js', lines(201)],
];

const violations: [rule: string, path: string, text: string][] = [
  ['data-types-import-nothing-else', 'src/core/event.ts', "import '../browser/listen';"],
  ['core-imports-only-browser', 'src/core/recorder.ts', "import '../outbox/rows';"],
  ['browser-imports-only-itself', 'src/browser/idle.ts', "export * from '../core/event';"],
  ['features-are-independent', 'src/interactions/form.ts', "import '../outbox/rows';"],
  ['chunk-imports-only-itself', 'src/chunks/media/index.ts', "import '../aws/sdk';"],
  ['chunk-imports-only-itself', 'src/chunks/slots/slot.ts', "import '../../outbox/rows';"],
  ['drain-adds-the-outbox', 'src/chunks/drain/next-batch.ts', "import '../aws/sdk';"],
  ['aws-adds-drain', 'src/chunks/aws/clock.ts', "import '../runtime/index';"],
  ['runtime-adds-aws', 'src/chunks/runtime/response-cache.ts', "import '../../outbox/rows';"],
  ['datasets-adds-aws-and-drain', 'src/chunks/datasets/dataset.ts', "import '../../identity/user';"],
  ['chunk-is-not-bundled', 'src/api/commands.ts', "import '../chunks/aws/index';"],
  [
    'chunk-is-not-bundled',
    'src/npm.ts',
    "import './chunks/aws/index'; export const load = () => import('./chunks/aws/index');",
  ],
  ['only-npm-imports-lazily', 'src/api/tag.ts', "export const load = () => import('../chunks/aws/index');"],
  ['entries-use-the-api', 'src/index.ts', "import './compose';"],
  ['compose-is-below-the-api', 'src/compose-sources.ts', "import './api/api';"],
  ['entry-is-not-imported', 'src/api/reports.ts', "import '../npm';"],
  ['no-cycle', 'demo/a.js', "import './b.js';"],
  ['path-has-a-meaning', 'src/browser/utils.ts', ''],
  ['path-has-a-meaning', 'demo/cart-helper.js', ''],
  ['path-has-a-meaning', 'test/service/clock.ts', ''],
  ['path-has-a-meaning', 'test/Unit/clock.ts', ''],
  ['noExplicitAny', 'src/any.ts', 'export const x: any = 1;'],
  ['noNonNullAssertion', 'src/non-null.ts', 'export const x = [1].at(0)!;'],
  ['plugin', 'src/definite.ts', 'let x!: number; export const y = () => { x = 1; return x; };'],
  ['noExcessiveLinesPerFile', 'src/long.ts', lines(201)],
  ['noExcessiveLinesPerFile', 'test/support/long.ts', lines(201)],
  ['useFilenamingConvention', 'src/askAny.ts', ''],
  ['useFilenamingConvention', 'demo/ask_any.js', ''],
  ['useFilenamingConvention', 'test/AskAny.ts', ''],
];

/** The violations in a tree of these files, as `rule path`. */
const check = async (files: string[][]): Promise<string[]> => {
  const baseDir = mkdtempSync(join(tmpdir(), 'personalize-tree-'));
  onTestFinished(() => rmSync(baseDir, { recursive: true }));
  for (const [path = '', text = ''] of files) {
    mkdirSync(dirname(join(baseDir, path)), { recursive: true });
    writeFileSync(join(baseDir, path), text);
  }
  for (const path of configuration) cpSync(join(root, path), join(baseDir, path));

  const options = { ...config.options, baseDir, validate: true, ruleSet: config };
  const { output } = await cruise(['src', 'demo', 'test'], options);

  const args = ['lint', '--vcs-enabled=false', '--diagnostic-level=error', '--reporter=json'];
  const { stdout } = spawnSync(biome, args, { cwd: baseDir, encoding: 'utf8' });
  const { diagnostics }: { diagnostics: Diagnostic[] } = JSON.parse(stdout);

  return [
    ...(output as ICruiseResult).summary.violations.map(({ rule, from }) => `${rule.name} ${from}`),
    ...diagnostics.map(({ category, location }) => `${category.split('/').at(-1)} ${location.path}`),
  ].sort();
};

test('a correct tree passes', async () => {
  expect(await check(correct)).toEqual([]);
});

test('each violation is found', async () => {
  const tree = [...correct, ...violations.map(([, ...file]) => file), ['demo/b.js', "import './a.js';"]];
  expect(await check(tree)).toEqual(violations.map(([rule, path]) => `${rule} ${path}`).sort());
});

test('each rule about imports and paths is violated in the tree', () => {
  const rules = [...(config.forbidden ?? []), ...(config.required ?? [])].map(({ name }) => name);
  expect(violations.map(([rule]) => rule)).toEqual(expect.arrayContaining(rules));
});

test('src has no import cycle, type imports included', async () => {
  const ruleSet = {
    forbidden: [{ name: 'cycle', severity: 'error', from: {}, to: { circular: true } }],
  } as const;
  const options = {
    baseDir: root,
    exclude: 'node_modules',
    validate: true,
    ruleSet,
    tsPreCompilationDeps: true,
  };
  const { output } = await cruise(['src'], options as never);
  expect((output as ICruiseResult).summary.violations.map(({ from, to }) => `${from} → ${to}`)).toEqual([]);
});
