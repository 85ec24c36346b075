/** Gives what a statement on a line of its own needs between itself and its neighbor. */

import type ts from 'typescript';
import type { ParsedFile } from '../../syntax/parsed-file';
import { lineEndOf } from './quotes';

/** A line end and the blanks that stand before a statement; a blank where it shares its line. */
export function lineBefore({ source, text }: ParsedFile, statement: ts.Node): string {
  const start = statement.getStart(source);
  const before = text.slice(text.lastIndexOf('\n', start - 1) + 1, start);
  return before.trim() === '' ? lineEndOf(text) + before : ' ';
}
