/** Reads what hangs on a condition: the code that runs where it holds, and whether the code throws where it does not. */

import ts from 'typescript';

export interface Outcome {
  /** What runs where the condition holds. */
  readonly taken: ts.Node | undefined;
  /** Whether the code throws where it does not hold. */
  readonly complains: boolean;
}

/** Of a condition or one of several that are joined by `&&`. */
export function outcomeOf(part: ts.Expression): Outcome {
  const at = wholeOf(part, ts.SyntaxKind.AmpersandAmpersandToken);
  const { parent } = at;
  if (ts.isIfStatement(parent) && parent.expression === at) return { taken: parent.thenStatement, complains: parent.elseStatement !== undefined && throws(parent.elseStatement) };
  return { taken: ts.isConditionalExpression(parent) && parent.condition === at ? parent.whenTrue : undefined, complains: false };
}

/** `if (!x || !y) throw ...`: whether `part` is the condition, or one of several that are joined by `||`, on which the code throws. */
export function isComplainedOf(part: ts.Expression): boolean {
  const at = wholeOf(part, ts.SyntaxKind.BarBarToken);
  return ts.isIfStatement(at.parent) && at.parent.expression === at && throws(at.parent.thenStatement);
}

function wholeOf(part: ts.Expression, operator: ts.SyntaxKind): ts.Node {
  let at: ts.Node = part;
  while (ts.isParenthesizedExpression(at.parent) || (ts.isBinaryExpression(at.parent) && at.parent.operatorToken.kind === operator)) at = at.parent;
  return at;
}

function throws(node: ts.Statement): boolean {
  return ts.isThrowStatement(node) || (ts.isBlock(node) && node.statements.some(ts.isThrowStatement));
}
