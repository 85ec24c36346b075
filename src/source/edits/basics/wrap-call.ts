/** Puts a call of a function of the file around an expression that makes a layer, or around a call's arguments. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import type { CallNode } from '../../syntax/nodes';
import { rangeBetween } from '../../syntax/positions';
import type { TracedExpression } from '../../tracing/traced';

/** @returns undefined where the function is there already */
export function wrapLayerMaker({ parsed, node }: TracedExpression<CallNode>, wrapper: string): TextEdit[] | undefined {
  const { file, source } = parsed;
  const { parent } = node;
  if (ts.isCallExpression(parent) && parent.expression.getText(source) === wrapper) return undefined;
  // `super(...)` and a call for its effect give no value that could be passed on.
  if (ts.isExpressionStatement(parent)) return undefined;
  const start = node.getStart(source);
  return [
    { file, range: rangeBetween(source, start, start), newText: `${wrapper}(` },
    { file, range: rangeBetween(source, node.end, node.end), newText: ')' },
  ];
}

/** `fit(x, y, more)` becomes `fit(...wrapper(x, y), more)`; undefined where one of them is a list or spread. */
export function wrapArguments({ parsed, node }: TracedExpression<CallNode>, wrapper: string): TextEdit[] | undefined {
  const { file, source } = parsed;
  const given = node.arguments?.slice(0, 2) ?? [];
  if (given.length < 2 || given.some((one) => ts.isSpreadElement(one) || ts.isArrayLiteralExpression(one)))
    return undefined;
  const [first, second] = given;
  const start = first.getStart(source);
  return [
    { file, range: rangeBetween(source, start, start), newText: `...${wrapper}(` },
    { file, range: rangeBetween(source, second.end, second.end), newText: ')' },
  ];
}

/** `fit(x, y)` becomes `fit(wrapper(x), y)`; undefined where that argument is a list or spread. */
export function wrapArgumentByCall(
  { parsed, node }: TracedExpression<CallNode>,
  index: number,
  wrapper: string,
): TextEdit[] | undefined {
  const { file, source } = parsed;
  const given = node.arguments?.at(index);
  if (!given || ts.isSpreadElement(given) || ts.isArrayLiteralExpression(given)) return undefined;
  const start = given.getStart(source);
  return [
    { file, range: rangeBetween(source, start, start), newText: `${wrapper}(` },
    { file, range: rangeBetween(source, given.end, given.end), newText: ')' },
  ];
}
