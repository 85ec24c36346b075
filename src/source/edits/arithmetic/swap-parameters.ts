/**
 * Swaps the two parameters of a function: `(output, target) => ...` becomes `(target, output) => ...`; or the first two
 * arguments of a call.
 */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import type { Position } from '../../../report/position';
import type { CallNode } from '../../syntax/nodes';
import type { ParsedFile } from '../../syntax/parsed-file';
import { rangeOf } from '../../syntax/positions';
import { offsetOf, type TracedExpression } from '../../tracing/traced';

/** @returns undefined where no function of two parameters without defaults is around the position */
export function swapParameters(parsed: ParsedFile, at: Position): TextEdit[] | undefined {
  const { source, tree } = parsed;
  const offset = offsetOf(parsed, at);
  const around = tree.functions.filter(
    (one) => one.parameters.length === 2 && one.getStart(source) <= offset && offset <= one.end,
  );
  const parameters = around.at(-1)?.parameters;
  if (!parameters || parameters.some((one) => one.initializer ?? one.dotDotDotToken ?? one.questionToken))
    return undefined;
  return exchanged(parsed, parameters[0], parameters[1]);
}

/** @returns undefined where the call has fewer arguments, or a spread one among the two */
export function swapArguments({ parsed, node }: TracedExpression<CallNode>): TextEdit[] | undefined {
  const given = node.arguments?.slice(0, 2) ?? [];
  if (given.length < 2 || given.some(ts.isSpreadElement)) return undefined;
  return exchanged(parsed, given[0], given[1]);
}

function exchanged({ file, source }: ParsedFile, first: ts.Node, second: ts.Node): TextEdit[] {
  const replacement = (one: ts.Node, other: ts.Node): TextEdit => ({
    file,
    range: rangeOf(source, one),
    newText: other.getText(source),
  });
  return [replacement(first, second), replacement(second, first)];
}
