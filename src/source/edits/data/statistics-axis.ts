/** Takes statistics over the rows where code takes them along each row: `moments(x, 1)` becomes `moments(x, 0)`. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import { enclosingFunction } from '../../syntax/nodes';
import type { ParsedFile } from '../../syntax/parsed-file';
import { rangeOf } from '../../syntax/positions';
import { isInLoss } from '../arithmetic/loss-functions';

/** Operations by which code centers and scales a table. */
const statistics = /^(?:moments|mean|min|max)$/;

/** The axis along a row of a table, alone or in a list. */
const alongRow = /^\[?\s*-?1\s*,?\s*\]?$/;

/** @returns for each function, and for the code outside of functions, the edits of all its statistics along rows */
export function takeStatisticsOverRows(parsed: ParsedFile): (readonly TextEdit[])[] {
  const { file, source } = parsed;
  const byFunction = new Map<ts.Node | undefined, TextEdit[]>();
  for (const call of parsed.tree.calls) {
    const axis = ts.isCallExpression(call) ? axisOf(call, source) : undefined;
    if (!axis || isInLoss(call, parsed)) continue;
    const around = enclosingFunction(call);
    const edit = { file, range: rangeOf(source, axis), newText: '0' };
    byFunction.set(around, [...(byFunction.get(around) ?? []), edit]);
  }
  return [...byFunction.values()];
}

/** The argument that names the axis of the rows: `1` of `tf.mean(x, 1)` and of `x.mean(1, true)`. */
function axisOf(call: ts.CallExpression, source: ts.SourceFile): ts.Expression | undefined {
  const { expression } = call;
  if (!ts.isPropertyAccessExpression(expression) || expression.expression.getText(source) === 'Math') return undefined;
  if (!statistics.test(expression.name.text)) return undefined;
  return call.arguments.slice(0, 2).find((one) => alongRow.test(one.getText(source)));
}
