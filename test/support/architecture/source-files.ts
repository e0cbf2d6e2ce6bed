/** The source files below a directory, with what each imports and what it should not say. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ts from 'typescript';

export interface Import {
  /** The imported module, relative to the root and without its ending; only what is ours is listed. */
  of: string;
  line: number;
  /** Erased by the compiler. */
  typeOnly: boolean;
  /** `import('…')`: a bundler makes a file of its own of it. */
  lazy: boolean;
}

export interface SourceFile {
  path: string;
  /** Its path without the ending. */
  module: string;
  lines: number;
  imports: Import[];
  /** Places where the compiler was told to look away. */
  escapes: { line: number; what: string }[];
}

export const readSourceFiles = (root: string): SourceFile[] =>
  readdirSync(root, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.(ts|js|mjs)$/.test(path) && !path.includes('node_modules'))
    .sort()
    .map((path) => readSourceFile(root, path));

const readSourceFile = (root: string, path: string): SourceFile => {
  const text = readFileSync(join(root, path), 'utf8');
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true);
  const imports: Import[] = [];
  const escapes: SourceFile['escapes'] = [];
  const lineOf = (node: ts.Node): number =>
    source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;

  const visit = (node: ts.Node): void => {
    const found = importOf(node);
    if (found?.from.startsWith('.')) {
      const of = toModule(join(dirname(path), found.from));
      imports.push({ of, line: lineOf(node), ...found.kind });
    }
    const what = escapeOf(node);
    if (what !== undefined) escapes.push({ line: lineOf(node), what });
    ts.forEachChild(node, visit);
  };
  visit(source);
  const lines = text.split('\n').length - 1;
  return { path, module: toModule(path), lines, imports, escapes };
};

type Kind = Pick<Import, 'typeOnly' | 'lazy'>;

const importOf = (node: ts.Node): { from: string; kind: Kind } | undefined => {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    const { importClause: clause } = node;
    const typeOnly = clause !== undefined && (clause.isTypeOnly || hasTypesOnly(clause));
    return { from: node.moduleSpecifier.text, kind: { typeOnly, lazy: false } };
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier && ts.isStringLiteral(node.moduleSpecifier)) {
    return { from: node.moduleSpecifier.text, kind: { typeOnly: node.isTypeOnly, lazy: false } };
  }
  if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
    const [from] = node.arguments;
    // A computed address is a chunk that is loaded, not a module that is bundled.
    return from && ts.isStringLiteral(from)
      ? { from: from.text, kind: { typeOnly: false, lazy: true } }
      : undefined;
  }
  return undefined;
};

const hasTypesOnly = ({ name, namedBindings }: ts.ImportClause): boolean =>
  name === undefined &&
  namedBindings !== undefined &&
  ts.isNamedImports(namedBindings) &&
  namedBindings.elements.every(({ isTypeOnly }) => isTypeOnly);

const escapeOf = (node: ts.Node): string | undefined => {
  if (node.kind === ts.SyntaxKind.AnyKeyword) return '`any`';
  if (ts.isNonNullExpression(node)) return 'a non-null `!`';
  if (ts.isVariableDeclaration(node) && node.exclamationToken) return 'a definite `!`';
  return undefined;
};

const toModule = (path: string): string => path.replace(/(\.d)?\.(ts|js|mjs)$/, '');
