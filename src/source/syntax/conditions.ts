/**
 * Reads conditions: what runs if one holds, whether the code throws if it does not, which value it tests for presence.
 */

import ts from 'typescript';

/** `!=`, `!==` */
export const inequalityOperators: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.ExclamationEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
]);
/** `==`, `===`, `!=`, `!==` */
export const equalityOperators: ReadonlySet<ts.SyntaxKind> = new Set([
  ts.SyntaxKind.EqualsEqualsToken,
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ...inequalityOperators,
]);

export interface ConditionOutcome {
  /** What runs where the condition holds. */
  readonly taken: ts.Node | undefined;
  /** Whether the code throws if the condition does not hold. */
  readonly throwsOtherwise: boolean;
}

/** The outcome that a condition, or one of several joined by `&&`, decides. */
export function outcomeOf(part: ts.Expression): ConditionOutcome {
  const at = wholeOf(part, ts.SyntaxKind.AmpersandAmpersandToken);
  const { parent } = at;
  if (ts.isIfStatement(parent) && parent.expression === at)
    return {
      taken: parent.thenStatement,
      throwsOtherwise: parent.elseStatement !== undefined && throws(parent.elseStatement),
    };
  return {
    taken: ts.isConditionalExpression(parent) && parent.condition === at ? parent.whenTrue : undefined,
    throwsOtherwise: false,
  };
}

/** Whether the code throws where `part` holds, alone or joined by `||`: `if (!x || !y) throw ...`. */
export function throwsWhere(part: ts.Expression): boolean {
  const at = wholeOf(part, ts.SyntaxKind.BarBarToken);
  return ts.isIfStatement(at.parent) && at.parent.expression === at && throws(at.parent.thenStatement);
}

/** Whether `use` tests that a value is there: `p == null`, `p !== undefined`, `!p`, `if (p)`, `p ? a : b`, `p && q`. */
export function isTestedForPresence(use: ts.Expression): boolean {
  const { parent } = use;
  if (ts.isBinaryExpression(parent)) {
    const { left, right, operatorToken } = parent;
    if (operatorToken.kind === ts.SyntaxKind.AmpersandAmpersandToken) return left === use;
    return equalityOperators.has(operatorToken.kind) && isNullOrUndefined(left === use ? right : left);
  }
  if (ts.isPrefixUnaryExpression(parent)) return parent.operator === ts.SyntaxKind.ExclamationToken;
  return ts.isIfStatement(parent) || (ts.isConditionalExpression(parent) && parent.condition === use);
}

/** `null` or `undefined`. */
export function isNullOrUndefined(value: ts.Expression): boolean {
  if (ts.isAsExpression(value) || ts.isParenthesizedExpression(value)) return isNullOrUndefined(value.expression);
  return value.kind === ts.SyntaxKind.NullKeyword || (ts.isIdentifier(value) && value.text === 'undefined');
}

function wholeOf(part: ts.Expression, operator: ts.SyntaxKind): ts.Node {
  let at: ts.Node = part;
  while (
    ts.isParenthesizedExpression(at.parent) ||
    (ts.isBinaryExpression(at.parent) && at.parent.operatorToken.kind === operator)
  )
    at = at.parent;
  return at;
}

function throws(node: ts.Statement): boolean {
  return ts.isThrowStatement(node) || (ts.isBlock(node) && node.statements.some(ts.isThrowStatement));
}

/** Whether an assignment (`=`) writes to it. */
export function isAssigned(access: ts.Expression): boolean {
  return (
    ts.isBinaryExpression(access.parent) &&
    access.parent.left === access &&
    access.parent.operatorToken.kind === ts.SyntaxKind.EqualsToken
  );
}
