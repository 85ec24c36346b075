/** Finds the number by which code multiplies a tensor, such as the strength of a penalty, and changes it. */

import ts from 'typescript';
import { type CallNode, calleeName } from '../../syntax/nodes';
import { bareExpression, type TracedExpression } from '../../tracing/traced';
import type { Tracer } from '../../tracing/tracer';
import { type DefinedNumber, definedNumber } from '../basics/divisions';

/**
 * The factor of `x.mul(0.01)`, of one further up in that chain of methods, or of `tf.mul(0.01, x)`; the last one of
 * several.
 */
export function factorOf(tracer: Tracer, made: TracedExpression<CallNode>): DefinedNumber | undefined {
  for (let at: ts.Expression = made.node; ts.isCallExpression(at);) {
    if (calleeName(at).getText(made.parsed.source) === 'mul')
      for (const argument of at.arguments) {
        const factor = definedNumber(tracer, made, argument);
        if (factor) return factor;
      }
    if (!ts.isPropertyAccessExpression(at.expression)) return undefined;
    at = bareExpression(at.expression.expression);
  }
  return undefined;
}
