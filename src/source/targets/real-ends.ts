/** Tells whether episodes of a file have an end of their own, or only a limit of steps. */

import ts from 'typescript';
import { functionName, textOf } from '../syntax/nodes';
import type { ParsedFile } from '../syntax/parsed-file';
import { bareExpression } from '../tracing/traced';
import { contains, enclosingIf, isAssigning, nodesIn } from './functions';
import { isCounterName, isEndName } from './names';

/**
 * Whether something other than a count of steps decides that an episode ends, and the code goes by it. At a limit of
 * steps the world would go on, so that the value of the next state counts there, too.
 */
export function hasRealEnds({ source, tree }: ParsedFile): boolean {
  const given = [
    ...nodesIn(source, ts.isVariableDeclaration).flatMap(({ name, initializer }) =>
      ts.isIdentifier(name) && isEndName(name.text) ? (initializer ?? []) : [],
    ),
    ...nodesIn(source, ts.isPropertyAssignment).flatMap(({ name, initializer }) =>
      isEndName(textOf(name) ?? '') ? initializer : [],
    ),
    ...nodesIn(source, ts.isBinaryExpression).flatMap((node) =>
      isAssigning(node) && isEndName(lastName(node.left) ?? '') ? node.right : [],
    ),
    ...tree.functions
      .filter((made) => isEndName(functionName(made) ?? ''))
      .flatMap((made) =>
        made.body && !ts.isBlock(made.body)
          ? made.body
          : nodesIn(made, ts.isReturnStatement).flatMap(({ expression }) => expression ?? []),
      ),
  ];
  return given.some(isRealEnd) && isGoneBy(source);
}

/** The last name of an expression: `done` of `this.done`. */
export function lastName(node: ts.Expression): string | undefined {
  if (ts.isIdentifier(node)) return node.text;
  return ts.isPropertyAccessExpression(node) ? node.name.text : undefined;
}

function isRealEnd(value: ts.Expression): boolean {
  const inner = bareExpression(value);
  if (inner.kind === ts.SyntaxKind.TrueKeyword) {
    const condition = enclosingIf(inner)?.expression;
    return condition !== undefined && isRealEnd(condition);
  }
  if (ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.BarBarToken)
    return isRealEnd(inner.left) || isRealEnd(inner.right);
  const names = nodesIn(inner, ts.isIdentifier).filter(({ parent, text }) => {
    const isOfMore = ts.isPropertyAccessExpression(parent) && parent.name.text !== text;
    return !isOfMore && text !== 'Math';
  });
  return (
    names.length > 0 && !names.some(({ text }) => isEndName(text)) && !names.every(({ text }) => isCounterName(text))
  );
}

/** Whether a condition asks for an end, as what starts an episode anew does. */
function isGoneBy(source: ts.SourceFile): boolean {
  const isEnd = (node: ts.Node): boolean => ts.isIdentifier(node) && isEndName(node.text);
  return contains(source, (node) => {
    if (ts.isIfStatement(node) || ts.isWhileStatement(node) || ts.isDoStatement(node))
      return contains(node.expression, isEnd);
    return (
      (ts.isForStatement(node) && node.condition !== undefined && contains(node.condition, isEnd)) ||
      (ts.isConditionalExpression(node) && contains(node.condition, isEnd))
    );
  });
}
