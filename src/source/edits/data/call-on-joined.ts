/** Keeps the last part of a joined table from a function: `f(concat([x, y], 1))` becomes `concat([f(x), y], 1)`. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import { calleeName } from '../../syntax/nodes';
import type { ParsedFile } from '../../syntax/parsed-file';
import { rangeBetween } from '../../syntax/positions';
import { bareExpression } from '../../tracing/traced';

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

/** The expression itself, or what a variable holds that nothing else reads. */
function valueOf(given: ts.Expression, { tree }: ParsedFile): ts.Expression | undefined {
  if (!ts.isIdentifier(given)) return given;
  const binding = tree.lookup(given);
  const declared = binding?.declaration;
  if (!binding || !declared || !ts.isVariableDeclaration(declared) || !declared.initializer) return undefined;
  const isRead = tree.references(binding).some((use) => use !== given && use !== declared.name);
  return isRead || binding.assigned.length > 0 ? undefined : bareExpression(declared.initializer);
}

/** What `tf.concat([x, y], 1)` and `x.concat(y, 1)` join; undefined for other calls. */
function partsOf(made: ts.Expression, { source }: ParsedFile): readonly ts.Expression[] | undefined {
  if (!ts.isCallExpression(made) || !/^concat(?:2d)?$/.test(calleeName(made).getText(source))) return undefined;
  const first = made.arguments.at(0);
  if (!first) return undefined;
  if (ts.isArrayLiteralExpression(first)) {
    const { elements } = first;
    return elements.length < 2 || elements.some((one) => ts.isSpreadElement(one)) ? undefined : elements;
  }
  return ts.isPropertyAccessExpression(made.expression) ? [made.expression.expression, first] : undefined;
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
