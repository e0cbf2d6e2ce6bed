/**
 * `npm run mutants:random -- --seed 1 --count 60`: makes mistakes that chance has drawn, one at a time, in a copy of the
 * source, and tells which unit test notices each. Red if fewer than nine of ten are noticed.
 *
 * `--file src/outbox/scan.ts` draws from this file alone, `--all` makes every mistake there is, `--fast` leaves out the
 * tests that take more than two seconds, as those of the model of delivery do.
 */
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { copyProject, root } from './copy.js';
import { apply, draw, mutationsOf } from './draw.js';
import { createRelated } from './related.js';
import { createRunner } from './runner.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '60' },
    file: { type: 'string', multiple: true },
    all: { type: 'boolean', default: false },
    fast: { type: 'boolean', default: false },
  },
});

const FOLDERS = ['src', 'src/outbox', 'src/delivery', 'src/aws', 'src/visitor', 'src/attribution'];
const LEAST_SHARE = 0.9;
const SLOW_MS = 2000;
/** A test that waits for what never comes is ended after so long, where it is not one of the slow ones. */
const TEST_MS = 3000;
const MOST_MS = 20_000;

// The model of delivery tells many stories; the first ones are enough to notice what is broken in all of them.
process.env.MODEL_RUNS ??= '60';

const files = values.file ?? FOLDERS.flatMap(sourcesIn);
const every = files.flatMap((file) => mutationsOf(file, readFileSync(join(root, file), 'utf8')));
const drawn = values.all ? every : draw(every, Number(values.count), Number(values.seed));
console.log(`${drawn.length} of ${every.length} mutants of ${files.length} files, seed ${values.seed}`);

const copy = copyProject();
const runner = createRunner(copy);
const related = createRelated(copy);
/** How long each test file takes without any mutant. @type {Map<string, number>} */
const taken = new Map();
let survived = 0;

try {
  if (!(await passWithout())) process.exitCode = 1;
  else {
    for (const mutation of drawn) await tell(mutation);
    const share = (drawn.length - survived) / drawn.length;
    console.log(
      `${drawn.length - survived} of ${drawn.length} killed: ${(100 * share).toFixed(1)} %, seed ${values.seed}`,
    );
    process.exitCode = share < LEAST_SHARE ? 1 : 0;
  }
} finally {
  runner.stop();
  rmSync(copy, { recursive: true, force: true });
}

/** @param {string} folder */
function sourcesIn(folder) {
  const names = readdirSync(join(root, folder)).filter((name) => /(?<!\.d)\.ts$/.test(name));
  return names.map((name) => `${folder}/${name}`);
}

/** Runs each test that will be needed as the source is, for nothing can be learned from a test that fails anyway. */
async function passWithout() {
  const tests = new Set(drawn.flatMap(({ file }) => [...related(file).keys()]));
  for (const test of tests) {
    const since = performance.now();
    const failed = await runner.run({ test, testTimeout: MOST_MS });
    taken.set(test, performance.now() - since);
    for (const title of failed) console.log(`fails without any mutant: ${test} › ${title}`);
    if (failed.length) return false;
  }
  return true;
}

/** @param {import('./draw.js').Mutation} mutation */
async function tell(mutation) {
  const { file, line, from, to } = mutation;
  const path = join(copy, file);
  const source = readFileSync(path, 'utf8');
  writeFileSync(path, apply(source, mutation));
  const by = await noticed(file);
  writeFileSync(path, source);
  if (!by) survived++;
  console.log(`${by ? 'killed  ' : 'SURVIVED'}  ${file}:${line}  ${short(from)}  →  ${short(to)}`);
  if (by) console.log(`            ${by}`);
}

/** The first test that notices a change of `file`: the nearest are asked first, and those that take long at last. */
async function noticed(/** @type {string} */ file) {
  const slow = (/** @type {string} */ test) => (taken.get(test) ?? 0) > SLOW_MS;
  const order = [...related(file)].sort(
    ([one, near], [other, far]) =>
      Number(slow(one)) - Number(slow(other)) ||
      near - far ||
      (taken.get(one) ?? 0) - (taken.get(other) ?? 0),
  );
  for (const [test] of order) {
    if (values.fast && slow(test)) continue;
    const [title] = await runner.run({
      test,
      changed: file,
      testTimeout: Math.max(TEST_MS, 3 * (taken.get(test) ?? 0)),
    });
    if (title) return `${test} › ${title}`;
  }
  return undefined;
}

/** @param {string} text */
function short(text) {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 90 ? `${line.slice(0, 60)} … ${line.slice(-25)}` : line;
}
