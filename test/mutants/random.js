/**
 * `npm run mutants:random -- --seed 1 --count 60`: applies random mutations, one at a time, in a copy of the source,
 * and prints which unit test detects each. Fails if fewer than nine of ten are detected.
 *
 * `--file src/chunks/drain/scan.ts` draws from this file only, `--all` applies every possible mutation, `--fast` skips
 * tests that take more than two seconds, such as those of the delivery model.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from './copy.js';
import { apply, draw, mutationsOf } from './draw.js';
import { createExaminer } from './examiner.js';

const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    count: { type: 'string', default: '60' },
    file: { type: 'string', multiple: true },
    all: { type: 'boolean', default: false },
    fast: { type: 'boolean', default: false },
  },
});

const FOLDERS = [
  'src',
  'src/attribution',
  'src/chunks/aws',
  'src/chunks/drain',
  'src/core',
  'src/delivery',
  'src/entities',
  'src/identity',
  'src/loader',
  'src/outbox',
];
const LEAST_SHARE = 0.9;

const files = values.file ?? FOLDERS.flatMap(sourcesIn);
const every = files.flatMap((file) => mutationsOf(file, readFileSync(join(root, file), 'utf8')));
const drawn = values.all ? every : draw(every, Number(values.count), Number(values.seed));
const seed = values.all ? '' : `, seed ${values.seed}`;
console.log(`${drawn.length} of ${every.length} mutants of ${files.length} files${seed}`);

const examiner = createExaminer({ fast: values.fast });
let killed = 0;
process.exitCode = 1;
try {
  if (await examiner.passWithoutMutants(drawn.map(({ file }) => file))) {
    for (const mutation of drawn) {
      const { file, line, from, to } = mutation;
      const by = await examiner.examine(file, (source) => apply(source, mutation));
      if (by) killed++;
      console.log(`${by ? 'killed  ' : 'SURVIVED'}  ${file}:${line}  ${short(from)}  →  ${short(to)}`);
      if (by) console.log(`            ${by}`);
    }
    const share = killed / drawn.length;
    console.log(`${killed} of ${drawn.length} killed: ${(100 * share).toFixed(1)} %${seed}`);
    if (share >= LEAST_SHARE) process.exitCode = 0;
  }
} finally {
  examiner.end();
}

/** @param {string} folder */
function sourcesIn(folder) {
  const names = readdirSync(join(root, folder)).filter((name) => /(?<!\.d)\.ts$/.test(name));
  return names.map((name) => `${folder}/${name}`);
}

/** @param {string} text */
function short(text) {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 90 ? `${line.slice(0, 60)} … ${line.slice(-25)}` : line;
}
