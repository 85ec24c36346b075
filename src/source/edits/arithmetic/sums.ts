/** Edits of `sum` and `mean`: a mean for a sum, a number for each row instead of one for all, squares of the terms. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import { type CallNode, calleeName } from '../../syntax/nodes';
import { rangeBetween } from '../../syntax/positions';
import type { TracedExpression } from '../../tracing/traced';
import { replaceNode } from '../basics/settings';
import { tfName } from '../basics/tf-names';

/**
 * `mean`: a sum becomes a mean, over the same axes. `rows`: `x.sum()` becomes `x.sum(-1)`, one number for each row;
 * `column` makes a column of them. `squares`: `x.mean()` becomes `x.square().mean()`.
 */
export type SumChange = 'mean' | 'rows' | 'column' | 'squares';

/** Nothing where the call is no `sum`, or names an axis that the change would set. */
export function changeSum(call: TracedExpression<CallNode>, to: SumChange): TextEdit[] {
  if (to === 'squares') return squareTerms(call);
  const name = calleeName(call.node);
  if (name.getText(call.parsed.source) !== 'sum') return [];
  return to === 'mean' ? [replaceNode({ ...call, node: name }, 'mean')] : overLastAxis(call, to === 'column');
}

function overLastAxis({ parsed, node }: TracedExpression<CallNode>, keepsAxis: boolean): TextEdit[] {
  const given = node.arguments ?? [];
  if (given.length > 1) return [];
  const axis = keepsAxis ? '-1, true' : '-1';
  const end = given.at(0)?.end ?? node.end - 1;
  const newText = given.length > 0 ? `, ${axis}` : axis;
  return [{ file: parsed.file, range: rangeBetween(parsed.source, end, end), newText }];
}

/** `x.mean()` becomes `x.square().mean()`, and `tf.mean(x)` `tf.mean(tf.square(x))`. */
function squareTerms({ parsed, node }: TracedExpression<CallNode>): TextEdit[] {
  const { file, source } = parsed;
  const name = calleeName(node);
  if (!/^(sum|mean)$/.test(name.getText(source))) return [];
  const insert = (at: number, newText: string): TextEdit => ({ file, range: rangeBetween(source, at, at), newText });
  const square = tfName(parsed, ['square']);
  const reduce = tfName(parsed, [name.getText(source)]);
  const [terms] = node.arguments ?? [];
  const isOfTf = reduce !== undefined && node.expression.getText(source) === reduce;
  if (!isOfTf)
    return ts.isPropertyAccessExpression(name.parent) ? [insert(name.parent.expression.end, '.square()')] : [];
  if (square === undefined) return [];
  return [insert(terms.getStart(source), `${square}(`), insert(terms.end, ')')];
}
