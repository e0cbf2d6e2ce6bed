/**
 * `npm run mutants`: makes each mistake of mutants.js in a copy of the source, runs the tests of delivery there, and
 * tells which of them notice. Red if one mistake goes unnoticed, or if a test fails without any.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mutants } from './mutants.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const tests = ['outbox', 'claims', 'flusher-', 'model'].map((name) => `unit/${name}`);

const copy = mkdtempSync(join(tmpdir(), 'personalize-mutants-'));
for (const each of ['src', 'test', 'demo', 'snippet', 'package.json', 'tsconfig.json'])
  cpSync(join(root, each), join(copy, each), { recursive: true });
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));

/** @typedef {{ title: string, specs?: { title: string, file: string, ok: boolean }[], suites?: Suite[] }} Suite */

/** @param {Suite} suite @returns {string[]} */
const failedIn = ({ specs = [], suites = [] }) => [
  ...specs.filter(({ ok }) => !ok).map(({ file, title }) => `${file} › ${title}`),
  ...suites.flatMap(failedIn),
];

/** The titles of the tests that fail. */
function run() {
  const cli = join(root, 'node_modules/@playwright/test/cli.js');
  const args = [
    cli,
    'test',
    '-c',
    'test/playwright.config.ts',
    '--project=unit',
    '--reporter=json',
    ...tests,
  ];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: copy,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { MODEL_RUNS: '100', ...process.env },
  });
  const at = stdout.search(/^\{$/m);
  if (at < 0) throw new Error(`the tests did not run: ${stdout}${stderr}`);
  /** @type {{ suites: Suite[], errors: { message?: string }[] }} */
  const report = JSON.parse(stdout.slice(at));
  if (!report.suites.length) throw new Error(`no test ran: ${report.errors.map(({ message }) => message)}`);
  return report.suites.flatMap(failedIn);
}

let red = false;
try {
  const before = run();
  for (const title of before) console.log(`fails without any mutant: ${title}`);
  red = before.length > 0;
  for (const { name, file, from, to } of red ? [] : mutants) {
    const path = join(copy, file);
    const source = readFileSync(path, 'utf8');
    if (source.split(from).length !== 2) throw new Error(`"${name}" has no place in ${file} any more`);
    writeFileSync(
      path,
      source.replace(from, () => to),
    );
    const failed = run();
    writeFileSync(path, source);
    console.log(`${failed.length ? 'killed  ' : 'SURVIVED'}  ${name}${failed.length ? ', by' : ''}`);
    for (const title of failed.slice(0, 6)) console.log(`            ${title}`);
    red ||= failed.length === 0;
  }
} finally {
  rmSync(copy, { recursive: true, force: true });
}
process.exitCode = red ? 1 : 0;
