/** Edits of `sum`: one number for each row instead of one for all, or a mean. */

import type { TextEdit } from '../../../report/finding';
import { type CallNode, calleeName } from '../../syntax/nodes';
import { rangeBetween } from '../../syntax/positions';
import type { TracedExpression } from '../../tracing/traced';
import { replaceNode } from '../basics/settings';

/**
 * `tf.sum(x)` becomes `tf.sum(x, -1, true)`, and `x.sum()` `x.sum(-1, true)`; nothing where the call names an axis.
 *
 * @param keepsAxis whether the sums are a column
 */
export function sumOfEachRow({ parsed, node }: TracedExpression<CallNode>, keepsAxis: boolean): TextEdit[] {
  const { file, source } = parsed;
  const given = node.arguments ?? [];
  if (calleeName(node).getText(source) !== 'sum' || given.length > 1) return [];
  const axis = keepsAxis ? '-1, true' : '-1';
  const end = given.at(0)?.end ?? node.end - 1;
  return [{ file, range: rangeBetween(source, end, end), newText: given.length > 0 ? `, ${axis}` : axis }];
}

/** `sum` becomes `mean`, over the same axes. */
export function meanForSum(call: TracedExpression<CallNode>): TextEdit[] {
  const name = calleeName(call.node);
  return name.getText(call.parsed.source) === 'sum' ? [replaceNode({ ...call, node: name }, 'mean')] : [];
}
