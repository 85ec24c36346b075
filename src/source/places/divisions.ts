/** Finds the divisions in plain JavaScript that made the numbers of a tensor and may divide by zero. */

import type { NotedPlace } from '../../report/finding';
import ts from 'typescript';
import type { Location } from '../../report/position';
import { type CallNode, isFunctionNode } from '../syntax/nodes';
import { rangeOf } from '../syntax/positions';
import { bareExpression, type TracedExpression } from '../tracing/traced';
import type { TracedFiles } from '../tracing/traced-files';

/** How many names to follow, one defined by the next. */
const longestTrace = 5;
/** With more divisions than this nobody knows which one it is. */
const mostDivisions = 2;

/**
 * The divisions by what may be zero, such as `max - min`, in the text that computes a tensor's numbers; empty where
 * there are many.
 *
 * @param made the call that makes the tensor
 */
export function divisionsBehind(files: TracedFiles, made: Location): NotedPlace[] {
  const call = files.call(made);
  if (!call) return [];
  const found = new Set<ts.BinaryExpression>();
  const seen = new Set<ts.Node>();
  for (const argument of call.node.arguments ?? []) search(call, argument, longestTrace, found, seen);
  const ofRanges = [...found].filter(({ right }) => isDifference(right));
  const divisions = ofRanges.length > 0 ? ofRanges : [...found];
  if (divisions.length > mostDivisions) return [];
  return divisions.map((node) => ({
    file: call.parsed.file,
    range: rangeOf(call.parsed.source, node),
    note: 'this division gives no number where its divisor is 0',
  }));
}

/** Searches a node, and what the names in it stand for, for divisions. */
function search(
  call: TracedExpression<CallNode>,
  node: ts.Node,
  depth: number,
  found: Set<ts.BinaryExpression>,
  seen: Set<ts.Node>,
): void {
  if (seen.has(node)) return;
  seen.add(node);
  if (isUnsafeDivision(node)) found.add(node);
  if (ts.isIdentifier(node) && depth > 0) {
    const declaration = call.parsed.tree.lookup(node)?.declaration;
    const definition = declaration && (ts.isVariableDeclaration(declaration) ? declaration.initializer : declaration);
    if (definition && (isFunctionNode(definition) || ts.isExpression(definition)))
      search(call, definition, depth - 1, found, seen);
  }
  ts.forEachChild(node, (child) => {
    search(call, child, depth, found, seen);
  });
}

/** A division by something that the text does not keep from zero, as `/ 255` and `/ (range || 1)` do. */
function isUnsafeDivision(node: ts.Node): node is ts.BinaryExpression {
  if (!ts.isBinaryExpression(node) || node.operatorToken.kind !== ts.SyntaxKind.SlashToken) return false;
  const divisor = bareExpression(node.right);
  if (ts.isNumericLiteral(divisor) || ts.isConditionalExpression(divisor)) return false;
  if (ts.isPropertyAccessExpression(divisor) && divisor.name.text === 'length') return false;
  if (!ts.isBinaryExpression(divisor)) return true;
  const isSum = divisor.operatorToken.kind === ts.SyntaxKind.PlusToken;
  const isChoice =
    divisor.operatorToken.kind === ts.SyntaxKind.BarBarToken ||
    divisor.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken;
  return !isSum && !isChoice;
}

function isDifference(divisor: ts.Expression): boolean {
  const bare = bareExpression(divisor);
  return ts.isBinaryExpression(bare) && bare.operatorToken.kind === ts.SyntaxKind.MinusToken;
}
