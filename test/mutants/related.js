/** Finds the tests that may detect a change of a file: those that import it, the nearest first. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import ts from 'typescript';

/**
 * Computes the import distance of each test file from each source file.
 *
 * @param {string} root
 * @returns {(file: string) => Map<string, number>} The test files that import `file`, with their distance.
 */
export function createRelated(root) {
  /** @type {Map<string, string[]>} */
  const imported = new Map();

  /** @param {string} path */
  function importsOf(path) {
    const known = imported.get(path);
    if (known) return known;
    const found = namesOf(path)
      .filter((name) => name.startsWith('.'))
      .map((name) => resolve(dirname(path), name))
      .flatMap((base) =>
        [base, `${base}.ts`, `${base}.js`, join(base, 'index.ts')].filter(isModule).slice(0, 1),
      );
    imported.set(path, found);
    return found;
  }

  /** @param {string} test */
  function distancesFrom(test) {
    const distances = new Map([[test, 0]]);
    const queue = [test];
    for (const path of queue)
      for (const next of importsOf(path))
        if (!distances.has(next)) {
          distances.set(next, (distances.get(path) ?? 0) + 1);
          queue.push(next);
        }
    return distances;
  }

  const folder = join(root, 'test/unit');
  const tests = readdirSync(folder, { recursive: true })
    .filter((name) => `${name}`.endsWith('.test.ts'))
    .map((name) => join(folder, `${name}`));
  const all = tests.map((test) => ({ test: relative(root, test), distances: distancesFrom(test) }));
  return (file) =>
    new Map(
      all.flatMap(({ test, distances }) => {
        const distance = distances.get(join(root, file));
        return distance === undefined ? [] : [[test, distance]];
      }),
    );
}

/**
 * The runtime imports of a file, without type imports.
 *
 * @param {string} path
 */
function namesOf(path) {
  /** @type {string[]} */
  const names = [];
  /** @param {ts.Node | undefined} node */
  const add = (node) => node && ts.isStringLiteral(node) && names.push(node.text);
  /** @param {ts.Node} node */
  const visit = (node) => {
    if (ts.isImportDeclaration(node)) {
      if (node.importClause?.phaseModifier !== ts.SyntaxKind.TypeKeyword) add(node.moduleSpecifier);
    } else if (ts.isExportDeclaration(node)) {
      if (!node.isTypeOnly) add(node.moduleSpecifier);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0]);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, readFileSync(path, 'utf8'), ts.ScriptTarget.Latest));
  return names;
}

/** @param {string} path */
const isModule = (path) => /\.(ts|js)$/.test(path) && existsSync(path);
