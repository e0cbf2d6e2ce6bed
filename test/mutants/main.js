/**
 * `npm run mutants`: applies each mutation of mutants.js in a copy of the source, runs the unit tests related to the
 * changed file, and prints the first test that detects it. Fails if a mutant survives, or if a test fails without a
 * mutant.
 */
import { createExaminer } from './examiner.js';
import { mutants } from './mutants.js';

const examiner = createExaminer();
let red = true;
try {
  red = !(await examiner.isSound(mutants.map(({ file }) => file)));
  for (const { name, file, from, to } of red ? [] : mutants) {
    const by = await examiner.examine(file, (source) => {
      if (source.split(from).length !== 2) throw new Error(`"${name}" has no place in ${file} any more`);
      return source.replace(from, () => to);
    });
    console.log(by ? `killed    ${name}, by\n            ${by}` : `SURVIVED  ${name}`);
    red ||= !by;
  }
} finally {
  examiner.end();
}
process.exitCode = red ? 1 : 0;
