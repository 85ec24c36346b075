/** Finds the number of classes that code gives to `tf.oneHot`, and changes it. */

import ts from 'typescript';
import { type CallNode, calleeName } from '../../syntax/nodes';
import { bareExpression, type TracedExpression } from '../../tracing/traced';
import type { Tracer } from '../../tracing/tracer';
import { type DefinedNumber, definedNumber } from '../basics/divisions';

/** The depth of `tf.oneHot(x, depth)` or `x.oneHot(depth)`, also before methods such as `.toFloat()`. */
export function oneHotDepth(tracer: Tracer, made: TracedExpression<CallNode>): DefinedNumber | undefined {
  for (let at: ts.Expression = made.node; ts.isCallExpression(at);) {
    if (calleeName(at).getText(made.parsed.source) === 'oneHot') {
      const depth = at.arguments.at(at.arguments.length > 1 ? 1 : 0);
      return depth && definedNumber(tracer, made, depth);
    }
    if (!ts.isPropertyAccessExpression(at.expression)) return undefined;
    at = bareExpression(at.expression.expression);
  }
  return undefined;
}
