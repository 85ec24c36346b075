/** Swaps the two parameters of a function: `(output, target) => ...` becomes `(target, output) => ...`. */

import type ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import type { Position } from '../../../report/position';
import type { ParsedFile } from '../../syntax/parsed-file';
import { rangeOf } from '../../syntax/positions';
import { offsetOf } from '../../tracing/traced';

/** @returns undefined where no function of two parameters without defaults is around the position */
export function swapParameters(parsed: ParsedFile, at: Position): TextEdit[] | undefined {
  const { file, source, tree } = parsed;
  const offset = offsetOf(parsed, at);
  const around = tree.functions.filter(
    (one) => one.parameters.length === 2 && one.getStart(source) <= offset && offset <= one.end,
  );
  const parameters = around.at(-1)?.parameters;
  if (!parameters || parameters.some((one) => one.initializer ?? one.dotDotDotToken ?? one.questionToken))
    return undefined;
  const [first, second] = parameters;
  const replacement = (one: ts.ParameterDeclaration, other: ts.ParameterDeclaration): TextEdit => ({
    file,
    range: rangeOf(source, one),
    newText: other.getText(source),
  });
  return [replacement(first, second), replacement(second, first)];
}
