/** Finds where a call names something, as a text or as the key of a setting. */

import ts from 'typescript';
import { comparePositions, type Position, type Range } from '../../report/position';
import { calleeName } from './nodes';
import type { ParsedFile } from './parsed-file';
import { rangeOf } from './positions';

/**
 * The range of the literal or the key `text` in the call whose name stands at `position`, as stack frames give it;
 * undefined where the call has none, or more than one.
 */
export function textInCall({ source, tree }: ParsedFile, position: Position, text: string): Range | undefined {
  const call = tree.calls.find((one) => comparePositions(rangeOf(source, calleeName(one)).start, position) === 0);
  const found: Range[] = [];
  const visit = (node: ts.Node): void => {
    const isName = ts.isStringLiteralLike(node) || (ts.isIdentifier(node) && isKey(node));
    if (isName && node.text === text) found.push(rangeOf(source, node));
    ts.forEachChild(node, visit);
  };
  if (call) visit(call);
  return found.length === 1 ? found[0] : undefined;
}

function isKey(node: ts.Identifier): boolean {
  const { parent } = node;
  return (ts.isPropertyAssignment(parent) || ts.isShorthandPropertyAssignment(parent)) && parent.name === node;
}
