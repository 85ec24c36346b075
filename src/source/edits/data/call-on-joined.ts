/** Keeps the last part of a joined table from a function: `f(concat([x, y], 1))` becomes `concat([f(x), y], 1)`. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import type { ParsedFile } from '../../syntax/parsed-file';
import { rangeBetween } from '../../syntax/positions';
import { bareExpression } from '../../tracing/traced';
import { partsOf, valueOf } from './joined-parts';

/** A call of a function with one argument that joins tables. */
interface JoinedCall {
  readonly call: ts.CallExpression;
  /** The argument, or the name of the variable that holds it. */
  readonly given: ts.Expression;
  readonly parts: readonly ts.Expression[];
}

/** @returns for each call of a function on a joined table, the edits after which it no longer gets the last part */
export function leaveLastPartOut(parsed: ParsedFile): (readonly TextEdit[])[] {
  return parsed.tree.calls.flatMap((call) => {
    const joined = ts.isCallExpression(call) ? joinedCall(call, parsed) : undefined;
    return joined ? [editsOf(parsed, joined)] : [];
  });
}

function joinedCall(call: ts.CallExpression, parsed: ParsedFile): JoinedCall | undefined {
  // Functions of the code only: tfjs's own have a meaning that no data decide.
  if (call.arguments.length !== 1 || !ts.isIdentifier(call.expression)) return undefined;
  const [given] = call.arguments;
  const made = valueOf(bareExpression(given), parsed);
  const parts = made && partsOf(made, parsed);
  return parts && { call, given, parts };
}

function editsOf({ file, source }: ParsedFile, { call, given, parts }: JoinedCall): TextEdit[] {
  const put = (from: number, to: number, newText: string): TextEdit => ({
    file,
    range: rangeBetween(source, from, to),
    newText,
  });
  return [
    put(call.getStart(source), given.getStart(source), ''),
    put(given.end, call.end, ''),
    ...parts
      .slice(0, -1)
      .flatMap((part) => [
        put(part.getStart(source), part.getStart(source), `${call.expression.getText(source)}(`),
        put(part.end, part.end, ')'),
      ]),
  ];
}
