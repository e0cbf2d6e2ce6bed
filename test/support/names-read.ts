/**
 * Finds every name that the source reads from a DOM node, the document or the window: markup can shadow each of them.
 * The type checker finds them, so that new code is included automatically.
 */
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';
import { newDirectory, runDirectory } from './engines/run-directory';

const root = fileURLToPath(new URL('../../', import.meta.url));
/** Functions that take the name as a string, with the index of that argument. */
const BY_TEXT: Record<string, number> = { native: 1, ownGlobal: 0, 'Reflect.get': 1 };

export interface NamesRead {
  /** Members of nodes, the document or the window. */
  members: string[];
  /** Used as variables: these are members of the window. */
  globals: string[];
}

let names: NamesRead | undefined;

/** The type checker takes 8 s: one worker of a run computes the result, and the others read it from a file. */
export const namesRead = (): NamesRead => {
  names ??= readFound() ?? find();
  return names;
};

const found = () => join(runDirectory(), 'names-read.json');

const readFound = (): NamesRead | undefined =>
  existsSync(found()) ? (JSON.parse(readFileSync(found(), 'utf8')) as NamesRead) : undefined;

function find(): NamesRead {
  const all = findNames();
  // Renamed when complete, because another worker may read it at any time.
  const draft = join(newDirectory('names'), 'names-read.json');
  writeFileSync(draft, JSON.stringify(all));
  renameSync(draft, found());
  return all;
}

const findNames = (): NamesRead => {
  const config = ts.getParsedCommandLineOfConfigFile(`${root}tsconfig.json`, {}, {
    ...ts.sys,
    onUnRecoverableConfigFileDiagnostic: () => {},
  } as ts.ParseConfigFileHost);
  const files = ts.sys.readDirectory(`${root}src`, ['.ts']);
  const program = ts.createProgram(files, config?.options ?? {});
  const checker = program.getTypeChecker();
  const isLibrary = (file: ts.SourceFile) => /\blib\.[\w.]+\.d\.ts$/.test(file.fileName);
  const interfaces = clobberable(program.getSourceFiles().filter(isLibrary));
  const members = new Set<string>();
  const globals = new Set<string>();

  const ofDom = (symbol: ts.Symbol | undefined) =>
    symbol?.declarations?.some(
      ({ parent }) => ts.isInterfaceDeclaration(parent) && interfaces.has(parent.name.text),
    );
  /** The expression before type assertions and aliases. */
  const unwrap = (node: ts.Expression): ts.Expression => {
    if (ts.isAsExpression(node) || ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node)) {
      return unwrap(node.expression);
    }
    const symbol = ts.isIdentifier(node) ? checker.getSymbolAtLocation(node) : undefined;
    const declared = symbol?.valueDeclaration;
    const value = declared && ts.isVariableDeclaration(declared) ? declared.initializer : undefined;
    return value && ts.isAsExpression(value) ? unwrap(value) : node;
  };
  const isDom = (node: ts.Expression): boolean => {
    const type = checker.getNonNullableType(checker.getTypeAtLocation(unwrap(node)));
    return partsOf(type).some((each) => interfaces.has(each.symbol?.name));
  };
  const texts = (node: ts.Expression): string[] => {
    const type = checker.getTypeAtLocation(node);
    return partsOf(type).flatMap((each) => (each.isStringLiteral() ? [each.value] : []));
  };

  const visit = (node: ts.Node): void => {
    if (ts.isPropertyAccessExpression(node)) {
      if (ofDom(checker.getSymbolAtLocation(node.name)) || isDom(node.expression))
        members.add(node.name.text);
    } else if (ts.isElementAccessExpression(node) && isDom(node.expression)) {
      for (const text of texts(node.argumentExpression)) members.add(text);
    } else if (ts.isVariableDeclaration(node) && ts.isObjectBindingPattern(node.name) && node.initializer) {
      if (isDom(node.initializer)) for (const each of node.name.elements) members.add(nameOf(each));
    } else if (ts.isParameter(node) && ts.isObjectBindingPattern(node.name)) {
      const type = checker.getTypeAtLocation(node);
      for (const each of node.name.elements) {
        if (ofDom(type.getProperty(nameOf(each)))) members.add(nameOf(each));
      }
    } else if (ts.isCallExpression(node) && node.expression.getText() in BY_TEXT) {
      const at = BY_TEXT[node.expression.getText()];
      const argument = at === undefined ? undefined : node.arguments[at];
      if (argument) for (const text of texts(argument)) members.add(text);
    } else if (ts.isIdentifier(node) && ts.isExpression(node) && !ts.isPartOfTypeNode(node)) {
      // A global variable is a member of the window.
      const declarations = checker.getSymbolAtLocation(node)?.declarations;
      const isGlobal = declarations?.some(
        (each) =>
          isLibrary(each.getSourceFile()) &&
          (ts.isVariableDeclaration(each) || ts.isFunctionDeclaration(each)),
      );
      if (isGlobal) globals.add(node.text);
    }
    ts.forEachChild(node, visit);
  };
  for (const file of program.getSourceFiles()) if (files.includes(file.fileName)) visit(file);
  return { members: [...members].sort(), globals: [...globals].sort() };
};

const partsOf = (type: ts.Type): ts.Type[] => (type.isUnionOrIntersection() ? type.types : [type]);

const nameOf = ({ propertyName, name }: ts.BindingElement): string => (propertyName ?? name).getText();

/** The interfaces of nodes and of the window, and the interfaces they extend. */
const clobberable = (libraries: readonly ts.SourceFile[]): Set<string> => {
  const parents = new Map<string, string[]>();
  for (const file of libraries) {
    for (const node of file.statements) {
      if (!ts.isInterfaceDeclaration(node)) continue;
      const own = node.heritageClauses?.flatMap(({ types }) =>
        types.map((each) => each.expression.getText(file)),
      );
      parents.set(node.name.text, [...(parents.get(node.name.text) ?? []), ...(own ?? [])]);
    }
  }
  const ancestors = (name: string): string[] => [name, ...(parents.get(name) ?? []).flatMap(ancestors)];
  return new Set(
    [...parents.keys()]
      .map(ancestors)
      .filter((line) => line.includes('Node') || line.includes('Window'))
      .flat(),
  );
};
