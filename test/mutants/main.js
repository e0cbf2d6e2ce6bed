/**
 * `npm run mutants`: applies each mutation of mutants.js in a copy of the source, runs the unit tests related to the
 * changed file, and prints the first test that detects it. Fails if a mutant survives, or if a test fails without a
 * mutant.
 */
import { createExaminer } from './examiner.js';
import { mutants } from './mutants.js';

const examiner = createExaminer();
let failed = true;
try {
  failed = !(await examiner.passWithoutMutants(mutants.map(({ file }) => file)));
  for (const { name, file, from, to } of failed ? [] : mutants) {
    const by = await examiner.examine(file, (source) => {
      if (source.split(from).length !== 2)
        throw new Error(`"${name}": the text to replace does not occur exactly once in ${file}`);
      return source.replace(from, () => to);
    });
    console.log(by ? `killed    ${name}, by\n            ${by}` : `SURVIVED  ${name}`);
    failed ||= !by;
  }
} finally {
  examiner.end();
}
process.exitCode = failed ? 1 : 0;
