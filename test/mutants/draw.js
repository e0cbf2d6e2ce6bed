/** Finds every possible small mutation of a source file in its syntax tree, and draws a random sample. */
import ts from 'typescript';

/**
 * @typedef {object} Mutation
 * @property {string} file
 * @property {number} line
 * @property {number} start
 * @property {number} end
 * @property {string} from
 * @property {string} to
 */

const { SyntaxKind: Kind } = ts;

/** Replacements of binary operators. @type {Partial<Record<ts.SyntaxKind, string[]>>} */
const OTHER = {
  [Kind.LessThanToken]: ['<=', '>='],
  [Kind.LessThanEqualsToken]: ['<', '>'],
  [Kind.GreaterThanToken]: ['>=', '<='],
  [Kind.GreaterThanEqualsToken]: ['>', '<'],
  [Kind.EqualsEqualsToken]: ['!='],
  [Kind.ExclamationEqualsToken]: ['=='],
  [Kind.EqualsEqualsEqualsToken]: ['!=='],
  [Kind.ExclamationEqualsEqualsToken]: ['==='],
  [Kind.PlusToken]: ['-'],
  [Kind.MinusToken]: ['+'],
  [Kind.AsteriskToken]: ['/'],
  [Kind.SlashToken]: ['*'],
  [Kind.PercentToken]: ['*'],
  [Kind.AsteriskAsteriskToken]: ['*'],
  [Kind.LessThanLessThanToken]: ['>>'],
  [Kind.GreaterThanGreaterThanToken]: ['<<'],
  [Kind.GreaterThanGreaterThanGreaterThanToken]: ['<<'],
  [Kind.AmpersandToken]: ['|'],
  [Kind.BarToken]: ['&'],
  [Kind.CaretToken]: ['&'],
  [Kind.AmpersandAmpersandToken]: ['||'],
  [Kind.BarBarToken]: ['&&'],
  [Kind.QuestionQuestionToken]: ['&&'],
  [Kind.PlusEqualsToken]: ['-='],
  [Kind.MinusEqualsToken]: ['+='],
  [Kind.CaretEqualsToken]: ['&='],
  [Kind.BarBarEqualsToken]: ['&&='],
  [Kind.QuestionQuestionEqualsToken]: ['&&='],
};

/** Methods that are easily confused. @type {Record<string, string>} */
const OTHER_METHOD = { min: 'max', max: 'min', some: 'every', every: 'some' };

const LOGICAL = new Set([Kind.AmpersandAmpersandToken, Kind.BarBarToken, Kind.QuestionQuestionToken]);

const COMPARISON = /^([<>]=?|[!=]==?)$/;

/** Functions whose arguments are messages, which are not mutated. */
const TAKES_MESSAGES = /^(warn|log|failure|onSanitized|drop|disable|\w*Error|(\w+\.)+warn)$/;

/**
 * Returns all mutations of a file, in source order. Types, imports and messages are not mutated.
 *
 * @param {string} file
 * @param {string} text
 * @returns {Mutation[]}
 */
export function mutationsOf(file, text) {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  /** @type {Mutation[]} */
  const found = [];

  /** @param {ts.Node} node @param {string} to */
  const replace = (node, to) => {
    const [start, end] = [node.getStart(source), node.getEnd()];
    const line = source.getLineAndCharacterOfPosition(start).line + 1;
    if (text.slice(start, end) !== to)
      found.push({ file, line, start, end, from: text.slice(start, end), to });
  };

  /** Negates a condition, unless mutating its operator does the same. @param {ts.Expression} condition */
  const negate = (condition) => {
    if (ts.isBinaryExpression(condition) && COMPARISON.test(condition.operatorToken.getText(source))) return;
    if (ts.isPrefixUnaryExpression(condition)) return;
    replace(condition, `!(${condition.getText(source)})`);
  };

  /** @param {ts.Node} node */
  function mutate(node) {
    if (ts.isBinaryExpression(node)) {
      const { left, operatorToken: operator, right } = node;
      const isText = ts.isStringLiteralLike(left) || ts.isStringLiteralLike(right);
      if (!(operator.kind === Kind.PlusToken && isText))
        for (const other of OTHER[operator.kind] ?? []) replace(operator, other);
      if (LOGICAL.has(/** @type {any} */ (operator.kind))) {
        replace(node, `(${left.getText(source)})`);
        replace(node, `(${right.getText(source)})`);
      }
    } else if (ts.isPrefixUnaryExpression(node)) {
      if (node.operator === Kind.ExclamationToken || node.operator === Kind.MinusToken)
        replace(node, `(${node.operand.getText(source)})`);
      if (node.operator === Kind.PlusPlusToken) replace(node, `--${node.operand.getText(source)}`);
    } else if (ts.isPostfixUnaryExpression(node)) {
      const operator = node.operator === Kind.PlusPlusToken ? '--' : '++';
      replace(node, `${node.operand.getText(source)}${operator}`);
    } else if (ts.isIfStatement(node)) {
      negate(node.expression);
      replace(node.expression, 'true');
      replace(node.expression, 'false');
    } else if (ts.isWhileStatement(node)) {
      negate(node.expression);
    } else if (ts.isConditionalExpression(node)) {
      negate(node.condition);
      replace(node, `(${node.whenTrue.getText(source)})`);
      replace(node, `(${node.whenFalse.getText(source)})`);
    } else if (ts.isExpressionStatement(node) || ts.isThrowStatement(node)) {
      replace(node, ';');
    } else if (ts.isBreakOrContinueStatement(node)) {
      replace(node, ';');
    } else if (ts.isReturnStatement(node)) {
      if (!node.expression) replace(node, ';');
      else if (node.expression.getText(source) !== 'undefined') replace(node.expression, 'undefined');
    } else if (ts.isArrowFunction(node)) {
      if (!ts.isBlock(node.body) && !isEmpty(node.body)) replace(node.body, 'undefined');
    } else if (node.kind === Kind.TrueKeyword) {
      replace(node, 'false');
    } else if (node.kind === Kind.FalseKeyword) {
      replace(node, 'true');
    } else if (node.kind === Kind.QuestionDotToken) {
      const before = ts.isPropertyAccessExpression(node.parent);
      replace(node, before ? '.' : '');
    } else if (ts.isSpreadAssignment(node)) {
      replace(node, '...{}');
    } else if (ts.isPropertyAccessExpression(node) && ts.isCallExpression(node.parent)) {
      const other = node.parent.expression === node ? OTHER_METHOD[node.name.text] : undefined;
      if (other) replace(node.name, other);
    }
  }

  /** @param {ts.Node} node */
  function visit(node) {
    if (ts.isTypeNode(node) || ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return;
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || ts.isModuleDeclaration(node)) return;
    mutate(node);
    const takesMessages =
      (ts.isCallExpression(node) || ts.isNewExpression(node)) &&
      TAKES_MESSAGES.test(node.expression.getText(source));
    if (!takesMessages) ts.forEachChild(node, visit);
  }
  visit(source);
  return found.sort((a, b) => a.start - b.start);
}

/** Whether the body already returns nothing. @param {ts.Node} body */
function isEmpty(body) {
  const inner = ts.isParenthesizedExpression(body) ? body.expression : body;
  return inner.getText() === 'undefined' || ts.isVoidExpression(inner);
}

/** @param {string} text @param {Mutation} mutation */
export const apply = (text, { start, end, to }) => text.slice(0, start) + to + text.slice(end);

/**
 * A random sample of this size, repeatable by its seed (mulberry32).
 *
 * @template T
 * @param {readonly T[]} all
 * @param {number} count
 * @param {number} seed
 * @returns {T[]}
 */
export function draw(all, count, seed) {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const rest = [...all];
  return Array.from(
    { length: Math.min(count, rest.length) },
    () => /** @type {T} */ (rest.splice(Math.floor(next() * rest.length), 1)[0]),
  );
}
