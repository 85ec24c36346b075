/** Changes an argument of a call by a method on it: `x` becomes `x.div(255)`. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import type { CallNode } from '../../syntax/nodes';
import { rangeBetween } from '../../syntax/positions';
import type { TracedExpression } from '../../tracing/traced';

/**
 * @param suffix source text such as `.div(255)`
 * @returns undefined without that argument, or where it is a list or spread
 */
export function wrapArgument(
  { parsed, node }: TracedExpression<CallNode>,
  index: number,
  suffix: string,
): TextEdit[] | undefined {
  const argument = node.arguments?.at(index);
  if (!argument || ts.isSpreadElement(argument) || ts.isArrayLiteralExpression(argument)) return undefined;
  return callMethodOn({ parsed, node: argument, callers: [] }, suffix);
}

/** The edits that call a method on an expression, with parentheses if it needs them. */
export function callMethodOn({ parsed, node }: TracedExpression, suffix: string): TextEdit[] {
  const { file, source } = parsed;
  const insert = (offset: number, newText: string): TextEdit => ({
    file,
    range: rangeBetween(source, offset, offset),
    newText,
  });
  return isOperand(node)
    ? [insert(node.end, suffix)]
    : [insert(node.getStart(source), '('), insert(node.end, `)${suffix}`)];
}

/** Whether a method can be called on the expression without parentheses. */
export function isOperand(node: ts.Expression): boolean {
  return (
    ts.isIdentifier(node) ||
    ts.isCallExpression(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isNonNullExpression(node) ||
    ts.isParenthesizedExpression(node)
  );
}

/**
 * The edits that give the two sides of an operation, `a.sub(b)` or `tf.sub(a, b)`, one shape: the side that is a list
 * of numbers becomes a column.
 *
 * @param shapes of the two sides
 */
export function giveOneShape(
  { parsed, node, callers }: TracedExpression<CallNode>,
  shapes: readonly (readonly number[])[],
) {
  const { expression, arguments: given = [] } = node;
  if (!ts.isPropertyAccessExpression(expression)) return undefined;
  const sides = given.length === 1 ? [expression.expression, given[0]] : given.slice(0, 2);
  const index = shapes.findIndex((shape) => shape.length === 1);
  const side = sides.at(index);
  return index < 0 || !side ? undefined : callMethodOn({ parsed, node: side, callers }, '.expandDims(-1)');
}
