/** Takes a scale away where code makes a tensor: `tf.tensor2d(labels).div(255)` becomes `tf.tensor2d(labels)`. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import { type CallNode, calleeName } from '../../syntax/nodes';
import { rangeBetween } from '../../syntax/positions';
import type { TracedExpression } from '../../tracing/traced';

/** What an edit takes away, and how the code wrote it. */
export interface RemovedScaling {
  readonly edits: readonly TextEdit[];
  /** Such as `.div(255)`. */
  readonly removed: string;
}

/** @returns undefined where no method of the chain divides by a number */
export function removeScaling({ parsed, node }: TracedExpression<CallNode>): RemovedScaling | undefined {
  const { file, source } = parsed;
  let at: ts.Node = node;
  while (isOnChain(at)) {
    const scaled = dividedByNumber(at, source);
    if (scaled) {
      const range = rangeBetween(source, scaled.end, at.end);
      return { edits: [{ file, range, newText: '' }], removed: source.text.slice(scaled.end, at.end).trim() };
    }
    at = at.parent;
  }
  return undefined;
}

/** Whether the node is a call, or the method of one that follows. */
function isOnChain(node: ts.Node): boolean {
  return ts.isCallExpression(node) || ts.isNewExpression(node) || ts.isPropertyAccessExpression(node);
}

/** What a call of the method `div` with a number divides. */
function dividedByNumber(node: ts.Node, source: ts.SourceFile): ts.Expression | undefined {
  if (!ts.isCallExpression(node) || !ts.isPropertyAccessExpression(node.expression)) return undefined;
  const { name, expression } = node.expression;
  const isDivision = name.text === 'div' && node.arguments.length === 1 && isNumber(node.arguments[0], source);
  return isDivision ? expression : undefined;
}

/** `255`, or `tf.scalar(255)`. */
function isNumber(node: ts.Expression, source: ts.SourceFile): boolean {
  if (ts.isNumericLiteral(node)) return true;
  return (
    ts.isCallExpression(node) &&
    calleeName(node).getText(source) === 'scalar' &&
    node.arguments.length > 0 &&
    ts.isNumericLiteral(node.arguments[0])
  );
}
