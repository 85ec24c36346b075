/** Finds the operations whose slope is zero everywhere, such as `x.round()` and `tf.sign(x)`. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import type { ParsedFile } from '../../syntax/parsed-file';
import { rangeBetween, rangeOf } from '../../syntax/positions';
import { enclosingFunction } from '../../syntax/nodes';

const stepped = new Set(['round', 'floor', 'ceil', 'step']);

export interface Rounding {
  /** `round` */
  readonly name: string;
  /** The edit that leaves it out. */
  readonly edits: readonly TextEdit[];
}

/** The roundings inside a file's functions; code outside of functions makes data. */
export function roundingsOf(parsed: ParsedFile): Rounding[] {
  const { file, source } = parsed;
  return parsed.tree.calls.flatMap((call): Rounding[] => {
    const { expression } = call;
    if (!ts.isCallExpression(call) || !ts.isPropertyAccessExpression(expression)) return [];
    const name = expression.name.text;
    const owner = expression.expression;
    if (!stepped.has(name) || !enclosingFunction(call) || owner.getText(source) === 'Math') return [];
    if (call.arguments.length === 0)
      return [{ name, edits: [{ file, range: rangeBetween(source, owner.end, call.end), newText: '' }] }];
    if (!ts.isIdentifier(owner) || owner.text !== 'tf') return [];
    const newText = call.arguments[0].getText(source);
    return [{ name, edits: [{ file, range: rangeOf(source, call), newText }] }];
  });
}
