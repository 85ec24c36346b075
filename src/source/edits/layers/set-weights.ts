/** Removes the statement by which code sets a layer's weights by hand: `hidden.setWeights([...]);`. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import type { CallNode } from '../../syntax/nodes';
import { removeStatement } from '../basics/remove-statement';
import type { TracedExpression } from '../../tracing/traced';

/** @returns undefined where the layer has no name, or no statement sets its weights */
export function removeSetWeights({ parsed, node }: TracedExpression<CallNode>): TextEdit[] | undefined {
  const { parent } = node;
  if (!ts.isVariableDeclaration(parent) || !ts.isIdentifier(parent.name)) return undefined;
  const binding = parsed.tree.lookup(parent.name);
  const uses = binding ? parsed.tree.references(binding) : [];
  const edits = uses.flatMap((use) => {
    const access = use.parent;
    if (!ts.isPropertyAccessExpression(access) || access.name.text !== 'setWeights') return [];
    const call = access.parent;
    return ts.isCallExpression(call) && ts.isExpressionStatement(call.parent)
      ? [removeStatement(parsed, call.parent)]
      : [];
  });
  return edits.length > 0 ? edits : undefined;
}
