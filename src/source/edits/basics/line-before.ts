/** Puts a statement on a line of its own before another one. */

import ts from 'typescript';
import type { TextEdit } from '../../../report/finding';
import type { ParsedFile } from '../../syntax/parsed-file';
import { rangeBetween } from '../../syntax/positions';
import { lineEndOf } from './quotes';

/** A line end and the blanks that stand before a statement; a blank where it shares its line. */
export function lineBefore({ source, text }: ParsedFile, statement: ts.Node): string {
  const start = statement.getStart(source);
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return before.trim() === '' ? lineEndOf(text) + before : ' ';
}

/** A line of its own before a node and the comments that belong to it. */
export function insertBefore(parsed: ParsedFile, node: ts.Node, line: string): TextEdit {
  const { file, source, text } = parsed;
  let offset = node.getStart(source);
  for (const { pos, end } of [...(ts.getLeadingCommentRanges(text, node.pos) ?? [])].reverse()) {
    if (/\n[^\S\n]*\r?\n/.test(text.slice(end, offset)) || isBehindCode(text, pos)) break;
    offset = pos;
  }
  return { file, range: rangeBetween(source, offset, offset), newText: `${line}${lineBefore(parsed, node)}` };
}

function isBehindCode(text: string, offset: number): boolean {
  return text.slice(text.lastIndexOf('\n', offset - 1) + 1, offset).trim() !== '';
}

/** The blanks at the start of a node's line. */
export function indentOf({ source, text }: ParsedFile, node: ts.Node): string {
  const lineStart = text.lastIndexOf('\n', node.getStart(source) - 1) + 1;
  return /^[^\S\r\n]*/.exec(text.slice(lineStart))?.[0] ?? '';
}
