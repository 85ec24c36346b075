/** Lets code divide whole numbers as floats: `raw.div(top)` becomes `raw.toFloat().div(top)`, `floorDiv` too. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import { calleeName, type CallNode } from '../../syntax/nodes';
import { bareExpression, tracedAt, type TracedExpression } from '../../tracing/traced';
import { replaceNode } from '../basics/settings';
import { callMethodOn } from '../basics/wrap-argument';

/**
 * The divisions in the chain of methods that a call is in, as `raw.div(top)` or `tf.div(raw, top)`. A plain number is a
 * float for tfjs, so that a `div` by one cuts nothing off; `floorDiv` cuts in any case, and becomes `div`.
 *
 * @returns undefined where there are none
 */
export function divideAsFloats(made: TracedExpression<CallNode>): TextEdit[] | undefined {
  const { source } = made.parsed;
  const edits = callsInChain(made.node).flatMap((call) => {
    const divided = dividedBy(call, source);
    const name = calleeName(call);
    return [
      ...(divided && !divided.getText(source).endsWith('.toFloat()')
        ? callMethodOn(tracedAt(made, divided), '.toFloat()')
        : []),
      ...(divided && name.getText(source) === 'floorDiv' ? [replaceNode(tracedAt(made, name), 'div')] : []),
    ];
  });
  return edits.length > 0 ? edits : undefined;
}

/** `a.b().c()` from any of its calls: all of them, the last one first. */
function callsInChain(node: CallNode): ts.CallExpression[] {
  let last: ts.Node = node;
  while (isMethodOf(last.parent, last) || isCallOf(last.parent, last)) last = last.parent;
  const calls: ts.CallExpression[] = [];
  for (let at: ts.Node = last; ;) {
    if (ts.isCallExpression(at)) {
      calls.push(at);
      at = at.expression;
    } else if (ts.isPropertyAccessExpression(at)) at = bareExpression(at.expression);
    else return calls;
  }
}

function isMethodOf(parent: ts.Node, node: ts.Node): boolean {
  return ts.isPropertyAccessExpression(parent) && parent.expression === node;
}

function isCallOf(parent: ts.Node, node: ts.Node): boolean {
  return ts.isCallExpression(parent) && parent.expression === node;
}

/** What a call divides, where the division cuts off what is behind the point. */
function dividedBy(
  { expression, arguments: given }: ts.CallExpression,
  source: ts.SourceFile,
): ts.Expression | undefined {
  if (!ts.isPropertyAccessExpression(expression) || !/^(?:div|floorDiv)$/.test(expression.name.text)) return undefined;
  const [divided, divisor] = given.length === 1 ? [expression.expression, given[0]] : given;
  const isFloat = (side: ts.Expression): boolean =>
    ts.isNumericLiteral(side) || side.getText(source).endsWith('.toFloat()');
  if ((divisor as ts.Expression | undefined) === undefined) return undefined;
  return expression.name.text === 'div' && (isFloat(divided) || isFloat(divisor)) ? undefined : divided;
}
