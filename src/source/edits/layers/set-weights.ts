/** Removes the statement by which code sets a layer's weights by hand: `hidden.setWeights([...]);`. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import type { CallNode } from '../../syntax/nodes';
import type { ParsedFile } from '../../syntax/parsed-file';
import { rangeBetween } from '../../syntax/positions';
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
      ? [withoutStatement(parsed, call.parent)]
      : [];
  });
  return edits.length > 0 ? edits : undefined;
}

/** The statement with its line, where it has one of its own. */
function withoutStatement({ file, source, text }: ParsedFile, statement: ts.Statement): TextEdit {
  const start = statement.getStart(source);
  const lineStart = text.lastIndexOf('\n', start - 1) + 1;
  const isFirst = text.slice(lineStart, start).trim() === '';
  const after = /^[^\S\r\n]*\r?\n/.exec(text.slice(statement.end));
  const range =
    isFirst && after
      ? rangeBetween(source, lineStart, statement.end + after[0].length)
      : rangeBetween(source, start, statement.end);
  return { file, range, newText: '' };
}
