/** The sources stay readable: limits for files, functions and the parts of a factory. */
import { readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { expect, test } from 'vitest';

const root = fileURLToPath(new URL('../../', import.meta.url));
const MOST_LINES_OF_FILE = 200;
const MEDIAN_LINES_OF_FILE = 80;
const MOST_LINES_OF_FUNCTION = 60;
const MOST_PARTS = 6;

const { options } = ts.parseJsonConfigFileContent(
  ts.readConfigFile(join(root, 'tsconfig.json'), (path) => readFileSync(path, 'utf8')).config,
  ts.sys,
  root,
);
const program = ts.createProgram([join(root, 'src/index.ts'), join(root, 'src/npm.ts')], options);
const checker = program.getTypeChecker();
const files = program.getSourceFiles().filter(({ fileName }) => fileName.startsWith(join(root, 'src/')));
const nameOf = (file: ts.SourceFile) => relative(join(root, 'src'), file.fileName);
const linesOf = (file: ts.SourceFile) => file.getLineStarts().length - 1;

/** All functions with a body, each with the name it is known by. */
function functionsOf(
  file: ts.SourceFile,
): [name: string, fn: ts.SignatureDeclaration & { body?: ts.Node }][] {
  const found: ReturnType<typeof functionsOf> = [];
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body) {
      const named = node.name ?? (ts.isVariableDeclaration(node.parent) ? node.parent.name : undefined);
      found.push([named?.getText(file) ?? '', node as (typeof found)[number][1]]);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

const lengthOf = (file: ts.SourceFile, fn: ts.Node): number =>
  file.getLineAndCharacterOfPosition(fn.end).line -
  file.getLineAndCharacterOfPosition(fn.getStart(file)).line +
  1;

/** The members of a parameter that groups parts. Options, results and DOM objects are no parts. */
function partsOf(parameter: ts.ParameterDeclaration): number {
  const grouped = ts.isIdentifier(parameter.name)
    ? /^(deps|parts|given|tag)$/.test(parameter.name.text)
    : true;
  const type = checker.getTypeAtLocation(parameter);
  const isOurs = type
    .getProperties()
    .every(({ declarations }) =>
      declarations?.every((each) => dirname(each.getSourceFile().fileName).startsWith(join(root, 'src'))),
    );
  return grouped && isOurs ? type.getProperties().length : 1;
}

test(`no file is longer than ${MOST_LINES_OF_FILE} lines, and most are shorter than ${MEDIAN_LINES_OF_FILE}`, () => {
  const lengths = files.map(linesOf).sort((a, b) => a - b);
  expect(files.filter((file) => linesOf(file) > MOST_LINES_OF_FILE).map(nameOf)).toEqual([]);
  expect(lengths[lengths.length >> 1]).toBeLessThanOrEqual(MEDIAN_LINES_OF_FILE);
  expect(files.length).toBeGreaterThan(100);
});

test(`no function is longer than ${MOST_LINES_OF_FUNCTION} lines`, () => {
  const long = files.flatMap((file) =>
    functionsOf(file)
      .filter(([, fn]) => lengthOf(file, fn) > MOST_LINES_OF_FUNCTION)
      .map(([name]) => `${nameOf(file)} ${name}`),
  );
  expect(long).toEqual([]);
});

test(`no factory takes more than ${MOST_PARTS} parts`, () => {
  const many = files.flatMap((file) =>
    functionsOf(file)
      .filter(([name, { parameters }]) => {
        if (!/^(create|start)[A-Z]/.test(name)) return false;
        return parameters.length > MOST_PARTS || parameters.some((each) => partsOf(each) > MOST_PARTS);
      })
      .map(([name]) => `${nameOf(file)} ${name}`),
  );
  expect(many).toEqual([]);
});
