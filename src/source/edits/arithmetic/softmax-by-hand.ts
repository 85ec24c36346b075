/** Mends a softmax by hand: exponentials that may overflow, and sums over the batch instead of the classes. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import type { Position } from '../../../report/position';
import { type CallNode, calleeName, enclosingFunction } from '../../syntax/nodes';
import type { ParsedFile } from '../../syntax/parsed-file';
import { rangeBetween, rangeOf } from '../../syntax/positions';
import { literalValue } from '../../tracing/config-properties';
import { offsetOf, type TracedExpression } from '../../tracing/traced';
import type { Tracer } from '../../tracing/tracer';
import { replaceNode } from '../basics/settings';

/**
 * `tf.exp(x)` becomes `tf.softmax(x)` in a function that divides by a sum: a softmax divided by its sum is the same
 * number, and tfjs subtracts the largest logit before it takes exponentials.
 *
 * @returns the edits for the function at a position, or for the whole file where it is in none
 */
export function useTfSoftmax(parsed: ParsedFile, at: Position): TextEdit[] {
  const { file, source } = parsed;
  const within = functionAt(parsed, at);
  if (!within.getText(source).includes('.sum(') || !/\bdiv(?:NoNan)?\(/.test(within.getText(source))) return [];
  return parsed.tree.calls.flatMap((call): TextEdit[] => {
    const { expression } = call;
    const isInside = within.pos <= call.pos && call.end <= within.end;
    if (!isInside || !ts.isPropertyAccessExpression(expression) || expression.name.text !== 'exp') return [];
    if (expression.expression.getText(source) === 'Math') return [];
    return [{ file, range: rangeOf(source, expression.name), newText: 'softmax' }];
  });
}

const reductions: ReadonlySet<string> = new Set(['sum', 'max', 'logSumExp']);

/**
 * `.sum(0, true)` becomes `.sum(-1, true)` in a function that takes exponentials, as do `max` and `logSumExp`, called
 * as methods or as functions of tf. An axis with a name changes where that gets its value: a constant, or the argument
 * of the call that led here. The sums keep their axis, so that each row is divided by its own.
 *
 * @returns the edits for the function around a call, or for the whole file where it is in none
 */
export function sumOverLastAxis(tracer: Tracer, { parsed, node, callers }: TracedExpression<CallNode>): TextEdit[] {
  const { source } = parsed;
  const within = enclosingFunction(node) ?? source;
  if (!within.getText(source).includes('exp(')) return [];
  return parsed.tree.calls.flatMap((call): TextEdit[] => {
    const given = call.arguments ?? [];
    const isInside = within.pos <= call.pos && call.end <= within.end;
    if (!isInside || !reductions.has(calleeName(call).getText(source))) return [];
    for (const axis of given.slice(0, 2)) {
      const zeros = zerosOf(tracer, { parsed, node: axis, callers });
      if (zeros.length === 0) continue;
      const edits = zeros.map((zero) => replaceNode(zero, '-1'));
      const keepsAxis = given.at(-1) !== axis;
      return keepsAxis ? edits : [...edits, insertion({ parsed, node: axis, callers }, ', true')];
    }
    return [];
  });
}

/** The zeros that an expression stands for; none where it may be another number. */
function zerosOf(tracer: Tracer, axis: TracedExpression): readonly TracedExpression[] {
  const values = tracer.values(axis).flatMap((value) => tracer.values({ ...value, node: onlyElement(value.node) }));
  return values.every((value) => literalValue(value) === 0) ? values : [];
}

/** `0` of `[0]`. */
function onlyElement(node: ts.Expression): ts.Expression {
  return ts.isArrayLiteralExpression(node) && node.elements.length === 1 ? node.elements[0] : node;
}

function insertion({ parsed: { file, source }, node }: TracedExpression, newText: string): TextEdit {
  return { file, range: rangeBetween(source, node.end, node.end), newText };
}

function functionAt(parsed: ParsedFile, at: Position): ts.Node {
  const { source, tree } = parsed;
  const offset = offsetOf(parsed, at);
  const here = tree.calls.find((call) => call.getStart(source) <= offset && offset <= call.end);
  return (here && enclosingFunction(here)) ?? source;
}
