/** Changes an argument of a call by a method on it: `x` becomes `x.div(255)`. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import type { CallNode } from '../../syntax/nodes';
import { rangeBetween } from '../../syntax/positions';
import type { TracedExpression } from '../../tracing/traced';
import { tfName } from './tf-names';

/** One of several tensors that an argument holds: its place in a list, and its name in an object. */
export interface PartOfArgument {
  readonly index: number;
  readonly name: string;
}

/**
 * @param suffix source text such as `.div(255)`
 * @param part of a list or an object; the argument itself without it
 * @returns undefined without that argument or part, or where it is a list or spread
 */
export function wrapArgument(
  { parsed, node }: TracedExpression<CallNode>,
  index: number,
  suffix: string,
  part?: PartOfArgument,
): TextEdit[] | undefined {
  const argument = node.arguments?.at(index);
  const tensor = argument && part ? partOf(argument, part) : argument;
  if (!tensor || ts.isSpreadElement(tensor) || ts.isArrayLiteralExpression(tensor)) return undefined;
  return callMethodOn({ parsed, node: tensor, callers: [] }, suffix);
}

function partOf(argument: ts.Expression, { index, name }: PartOfArgument): ts.Expression | undefined {
  if (ts.isArrayLiteralExpression(argument))
    return argument.elements.some(ts.isSpreadElement) ? undefined : argument.elements.at(index);
  if (!ts.isObjectLiteralExpression(argument)) return undefined;
  const property = argument.properties.find(
    (one) =>
      one.name !== undefined && (ts.isIdentifier(one.name) || ts.isStringLiteral(one.name)) && one.name.text === name,
  );
  return property && ts.isPropertyAssignment(property) ? property.initializer : undefined;
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

/** The two sides of `a.sub(b)` or `tf.sub(a, b)`. */
function sidesOf(call: CallNode): readonly ts.Expression[] {
  const { expression } = call;
  const given: readonly ts.Expression[] = call.arguments ?? [];
  if (!ts.isPropertyAccessExpression(expression)) return [];
  return given.length === 1 ? [expression.expression, given[0]] : given.slice(0, 2);
}

/**
 * The edits that give the two sides of an operation one shape: the side that is a list of numbers becomes a column.
 *
 * @param shapes of the two sides
 */
export function giveOneShape(
  { parsed, node, callers }: TracedExpression<CallNode>,
  shapes: readonly (readonly number[])[],
) {
  const index = shapes.findIndex((shape) => shape.length === 1);
  const side = sidesOf(node).at(index);
  return index < 0 || !side ? undefined : callMethodOn({ parsed, node: side, callers }, '.expandDims(-1)');
}

/**
 * The edits that turn the column of class numbers in an operation, `y`, into `tf.oneHot(y.flatten().toInt(), 10)`.
 *
 * @param shapes of the two sides
 */
export function oneHotSide(
  { parsed, node, callers }: TracedExpression<CallNode>,
  shapes: readonly (readonly number[])[],
): TextEdit[] | undefined {
  const index = shapes.findIndex((shape) => shape.at(-1) === 1);
  const side = sidesOf(node).at(index);
  const oneHot = tfName(parsed, ['oneHot']);
  if (index < 0 || !side || oneHot === undefined) return undefined;
  const classes = Math.max(...shapes.map((shape) => shape.at(-1) ?? 0));
  const start = side.getStart(parsed.source);
  return [
    { file: parsed.file, range: rangeBetween(parsed.source, start, start), newText: `${oneHot}(` },
    ...callMethodOn({ parsed, node: side, callers }, `.flatten().toInt(), ${classes})`),
  ];
}
