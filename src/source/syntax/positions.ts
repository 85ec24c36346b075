/** Turns nodes and offsets of a syntax tree into lines and characters. */

import type ts from 'typescript';
import type { Range } from '../../report/position';

/** The range of a node without the comments and blanks before it. */
export function rangeOf(source: ts.SourceFile, node: ts.Node): Range {
  return rangeBetween(source, node.getStart(source), node.end);
}

/** The range between two offsets. */
export function rangeBetween(source: ts.SourceFile, start: number, end: number): Range {
  return { start: source.getLineAndCharacterOfPosition(start), end: source.getLineAndCharacterOfPosition(end) };
}

/** Counted from 1, as people do. */
export function lineOf(source: ts.SourceFile, node: ts.Node): number {
  return source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1;
}
