/** Swaps axes where a reshape is meant to: `x.reshape([time, batch, 3])` becomes `x.transpose([1, 0, 2])`. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import { type CallNode, calleeName } from '../../syntax/nodes';
import { replaceNode } from '../basics/settings';
import { tfName } from '../basics/tf-names';
import { tracedAt, type TracedExpression } from '../../tracing/traced';

/**
 * @param order the axes of the old shape in the order of the new one
 * @returns undefined where the call is no `reshape` of a tensor
 */
export function transposeInstead(
  call: TracedExpression<CallNode>,
  order: readonly number[],
): readonly TextEdit[] | undefined {
  const { parsed, node } = call;
  const name = calleeName(node);
  if (name.getText(parsed.source) !== 'reshape') return undefined;
  const isOfTf = node.expression.getText(parsed.source) === tfName(parsed, ['reshape']);
  const shape = node.arguments?.at(isOfTf ? 1 : 0);
  const isMethod = ts.isPropertyAccessExpression(name.parent);
  const transpose = isMethod ? 'transpose' : tfName(parsed, ['transpose']);
  if (!shape || (!isMethod && !isOfTf) || transpose === undefined) return undefined;
  const axes = `[${order.join(', ')}]`;
  return [
    ...withoutFlatten(call),
    replaceNode(tracedAt(call, name), transpose),
    replaceNode(tracedAt(call, shape), axes),
  ];
}

/** `x.flatten().reshape(shape)` goes by way of one axis; a transpose needs those of `x`. */
function withoutFlatten(call: TracedExpression<CallNode>): TextEdit[] {
  const { expression } = call.node;
  if (!ts.isPropertyAccessExpression(expression) || !ts.isCallExpression(expression.expression)) return [];
  const { expression: before, arguments: given } = expression.expression;
  const isFlatten = ts.isPropertyAccessExpression(before) && before.name.text === 'flatten' && given.length === 0;
  return isFlatten ? [replaceNode(tracedAt(call, expression.expression), before.expression.getText())] : [];
}
