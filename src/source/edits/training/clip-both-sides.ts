/**
 * Leaves gradients of both signs: `clipByValue(gradient, 0, 1)` becomes `clipByValue(gradient, -1, 1)`, and a ReLU of a
 * gradient goes.
 */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import { type CallNode, calleeName } from '../../syntax/nodes';
import { bareExpression, type TracedExpression } from '../../tracing/traced';
import type { Tracer } from '../../tracing/tracer';
import { definedNumber } from '../basics/divisions';
import { removeOperation } from '../basics/remove-operation';
import { replaceNode } from '../basics/settings';

/** @returns undefined where the call does not cut at 0 */
export function clipBothSides(tracer: Tracer, call: TracedExpression<CallNode>): TextEdit[] | undefined {
  const { parsed, node } = call;
  const given = node.arguments ?? [];
  const name = calleeName(node).getText(parsed.source);
  if (name === 'relu') return removeOperation(call, name);
  if (name !== 'clipByValue' || given.length < 2) return undefined;
  const [low, high] = given.slice(-2);
  const isZero = (bound: ts.Expression): boolean => definedNumber(tracer, call, bound)?.value === 0;
  const minus = (bound: ts.Expression): string => minusOf(bound, bareExpression(bound).getText(parsed.source));
  if (isZero(low) && !isZero(high)) return [replaceNode({ parsed, node: low, callers: [] }, minus(high))];
  return isZero(high) && !isZero(low) ? [replaceNode({ parsed, node: high, callers: [] }, minus(low))] : undefined;
}

function minusOf(bound: ts.Expression, text: string): string {
  const bare = bareExpression(bound);
  if (ts.isPrefixUnaryExpression(bare) && bare.operator === ts.SyntaxKind.MinusToken) return text.replace(/^-\s*/, '');
  const isOne = ts.isNumericLiteral(bare) || ts.isIdentifier(bare) || ts.isPropertyAccessExpression(bare);
  return isOne ? `-${text}` : `-(${text})`;
}
