/** Takes away the list of variables that a step is to train: `minimize(loss, false, list)` becomes `minimize(loss)`. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import { type CallNode, calleeName } from '../../syntax/nodes';
import { rangeBetween } from '../../syntax/positions';
import type { TracedExpression } from '../../tracing/traced';

/** The place of the list among the arguments. */
const listAt: Readonly<Partial<Record<string, number>>> = { minimize: 2, computeGradients: 1, variableGrads: 1 };

/** @returns undefined where the call has no such list, or a comment would go with it */
export function removeVariableList({ parsed, node }: TracedExpression<CallNode>): TextEdit[] | undefined {
  const { file, source, text } = parsed;
  const given = node.arguments ?? [];
  const at = listAt[calleeName(node).getText(source)];
  if (at === undefined || given.length !== at + 1) return undefined;
  // Whether to give the loss back is false by default.
  const isDefault = at === 2 && given[1].kind === ts.SyntaxKind.FalseKeyword;
  const from = given[isDefault ? 0 : at - 1].end;
  const to = given[at].end;
  if (/\/[/*]/.test(text.slice(from, to))) return undefined;
  return [{ file, range: rangeBetween(source, from, to), newText: '' }];
}
