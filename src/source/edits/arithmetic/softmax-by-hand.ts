/** Replaces a softmax by hand, whose exponentials may overflow, by tfjs's own. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import type { Position } from '../../../report/position';
import { enclosingFunction } from '../../syntax/nodes';
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
  const offset = offsetOf(parsed, at);
  const here = parsed.tree.calls.find((call) => call.getStart(source) <= offset && offset <= call.end);
  const within = (here && enclosingFunction(here)) ?? source;
  if (!within.getText(source).includes('.sum(') || !/\bdiv(?:NoNan)?\(/.test(within.getText(source))) return [];
  return parsed.tree.calls.flatMap((call): TextEdit[] => {
    const { expression } = call;
    const isInside = within.pos <= call.pos && call.end <= within.end;
    if (!isInside || !ts.isPropertyAccessExpression(expression) || expression.name.text !== 'exp') return [];
    if (expression.expression.getText(source) === 'Math') return [];
    return [{ file, range: rangeOf(source, expression.name), newText: 'softmax' }];
  });
}
