/** Takes an operation of one tensor out of an expression: `h.add(b).sigmoid()` becomes `h.add(b)`. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import type { CallNode } from '../../syntax/nodes';
import { rangeBetween } from '../../syntax/positions';
import type { TracedExpression } from '../../tracing/traced';
import { isOperand } from './wrap-argument';

/**
 * @param name of the operation, such as `sigmoid`
 * @returns undefined where the call is another one, or has settings
 */
export function removeOperation({ parsed, node }: TracedExpression<CallNode>, name: string): TextEdit[] | undefined {
  const { file, source } = parsed;
  const { expression, arguments: given = [] } = node;
  if (!ts.isPropertyAccessExpression(expression) || expression.name.text !== name || given.length > 1) return undefined;
  const replace = (from: number, to: number, newText = ''): TextEdit => ({
    file,
    range: rangeBetween(source, from, to),
    newText,
  });
  const argument = given.at(0);
  if (!argument) return [replace(expression.expression.end, node.end)];
  // `tf.sigmoid(x as tf.Tensor).mean()`; a method behind it would be one of the argument's last part.
  const isOwner = ts.isPropertyAccessExpression(node.parent) && !isOperand(argument);
  const [open, close] = isOwner ? ['(', ')'] : [];
  return [replace(node.getStart(source), argument.getStart(source), open), replace(argument.end, node.end, close)];
}
