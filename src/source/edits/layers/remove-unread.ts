/** Takes a variable out of the code with what is computed from it, where nothing reads the result. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import type { CallNode } from '../../syntax/nodes';
import type { ParsedFile } from '../../syntax/parsed-file';
import { bareExpression, type TracedExpression } from '../../tracing/traced';
import { removeStatement } from '../basics/remove-statement';

/** How many results in a row may go. */
const longest = 4;

/**
 * The edits that remove the statement which declares a variable by a call, and the declarations of all that is computed
 * from it.
 *
 * @returns undefined where any of these is read elsewhere, or may do more than compute
 */
export function removeUnread({ parsed, node }: TracedExpression<CallNode>): TextEdit[] | undefined {
  let at: ts.Node = node;
  while (ts.isExpression(at.parent) && bareExpression(at.parent) === node) at = at.parent;
  const statements = ts.isVariableDeclaration(at.parent) ? unreadFrom(parsed, at.parent, longest) : undefined;
  return statements && [...new Set(statements)].map((statement) => removeStatement(parsed, statement));
}

/** The statements that declare a name and what is computed from it. */
function unreadFrom(
  parsed: ParsedFile,
  declared: ts.VariableDeclaration,
  depth: number,
): ts.VariableStatement[] | undefined {
  const statement = declared.parent.parent;
  const { name } = declared;
  if (depth === 0 || !ts.isIdentifier(name) || !ts.isVariableStatement(statement) || statement.modifiers)
    return undefined;
  const binding = parsed.tree.lookup(name);
  if (!binding || binding.assigned.length > 0 || statement.declarationList.declarations.length > 1) return undefined;
  const found = [statement];
  for (const use of parsed.tree.references(binding)) {
    const reader = readerOf(use);
    const further = reader && unreadFrom(parsed, reader, depth - 1);
    if (!further) return undefined;
    found.push(...further);
  }
  return found;
}

/** The declaration whose value an expression is part of, if that value only calls methods. */
function readerOf(use: ts.Node): ts.VariableDeclaration | undefined {
  let at = use.parent;
  while (
    ts.isCallExpression(at) ||
    ts.isPropertyAccessExpression(at) ||
    ts.isAsExpression(at) ||
    ts.isParenthesizedExpression(at)
  ) {
    if (ts.isPropertyAccessExpression(at) && /^(?:assign|dispose|print|data|dataSync)$/.test(at.name.text))
      return undefined;
    at = at.parent;
  }
  return ts.isVariableDeclaration(at) ? at : undefined;
}
