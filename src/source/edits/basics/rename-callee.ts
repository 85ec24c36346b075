/** Replaces the function that a call calls: `tf.layers.simpleRNN` becomes `tf.layers.gru`. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import { type CallNode, calleeName } from '../../syntax/nodes';
import { replaceNode } from './settings';
import { tfName } from './tf-names';
import { tracedAt, type TracedExpression } from '../../tracing/traced';

/** @returns undefined where the file has no name for it */
export function renameCallee(call: TracedExpression<CallNode>, path: readonly string[]): TextEdit[] | undefined {
  const name = calleeName(call.node);
  const last = path.at(-1) ?? '';
  if (ts.isPropertyAccessExpression(name.parent) && ts.isIdentifier(name))
    return [replaceNode(tracedAt(call, name), last)];
  const written = tfName(call.parsed, path);
  return written === undefined ? undefined : [replaceNode(tracedAt(call, call.node.expression), written)];
}
