/**
 * `npm run mutants`: makes each mistake of mutants.js in a copy of the source, runs the tests of delivery there, and
 * tells which of them notice. Red if one mistake goes unnoticed, or if a test fails without any.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { mutants } from './mutants.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const tests = ['outbox', 'claims', 'flusher-', 'model'].map((name) => `unit/${name}`);

const copy = mkdtempSync(join(tmpdir(), 'personalize-mutants-'));
for (const each of ['build', 'src', 'test', 'demo', 'snippet', 'package.json', 'tsconfig.json'])
  cpSync(join(root, each), join(copy, each), { recursive: true });
symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));

/** @typedef {{ name: string, assertionResults: { fullName: string, status: string }[] }} TestFile */

/** The titles of the tests that fail. */
function run() {
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', '--config=test/vitest.config.ts', '--reporter=json', ...tests];
  const { stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: copy,
    encoding: 'utf8',
    maxBuffer: 2 ** 28,
    env: { MODEL_RUNS: '100', ...process.env },
  });
  const at = stdout.indexOf('{"numTotalTestSuites"');
  if (at < 0) throw new Error(`the tests did not run: ${stdout}${stderr}`);
  /** @type {{ testResults: TestFile[] }} */
  const { testResults } = JSON.parse(stdout.slice(at));
  if (!testResults.length) throw new Error(`no test ran: ${stdout}${stderr}`);
  return testResults.flatMap(({ name, assertionResults }) => {
    const failed = assertionResults.filter(({ status }) => status === 'failed');
    return failed.map(({ fullName }) => `${relative(copy, name)} › ${fullName}`);
  });
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
