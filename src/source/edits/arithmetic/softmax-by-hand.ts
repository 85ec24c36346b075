/** Mends a softmax by hand: exponentials that may overflow, and sums over the batch instead of the classes. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import type { Position } from '../../../report/position';
import { calleeName, enclosingFunction } from '../../syntax/nodes';
import type { ParsedFile } from '../../syntax/parsed-file';
import { rangeOf } from '../../syntax/positions';
import { offsetOf } from '../../tracing/traced';

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
 * as methods or as functions of tf. The sums keep their axis, so that each row is divided by its own.
 *
 * @returns the edits for the function at a position, or for the whole file where it is in none
 */
export function sumOverLastAxis(parsed: ParsedFile, at: Position): TextEdit[] {
  const { file, source } = parsed;
  const within = functionAt(parsed, at);
  if (!within.getText(source).includes('exp(')) return [];
  return parsed.tree.calls.flatMap((call): TextEdit[] => {
    const given = call.arguments ?? [];
    const isInside = within.pos <= call.pos && call.end <= within.end;
    if (!isInside || !reductions.has(calleeName(call).getText(source))) return [];
    const index = given.slice(0, 2).findIndex((argument) => argument.getText(source) === '0');
    if (index < 0) return [];
    const keepsAxis = given.length > index + 1;
    return [{ file, range: rangeOf(source, given[index]), newText: keepsAxis ? '-1' : '-1, true' }];
  });
}

function functionAt(parsed: ParsedFile, at: Position): ts.Node {
  const { source, tree } = parsed;
  const offset = offsetOf(parsed, at);
  const here = tree.calls.find((call) => call.getStart(source) <= offset && offset <= call.end);
  return (here && enclosingFunction(here)) ?? source;
}
